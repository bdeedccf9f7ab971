#include "AnswerText.h"

#include <array>
#include <random>

namespace studio
{

namespace
{

template <std::size_t Count>
using Pool = std::array<std::string_view, Count>;

constexpr Pool<40> words{"the",     "model",   "answers", "with",    "a",       "short",   "reason",  "and",
                         "then",    "each",    "request", "carries", "its",     "own",     "limit",   "because",
                         "servers", "differ",  "in",      "small",   "ways",    "while",   "readers", "compare",
                         "what",    "arrived", "first",   "latency", "matters", "more",    "than",    "throughput",
                         "here",    "so",      "measure", "before",  "you",     "choose",  "between", "them"};

constexpr Pool<10> spices{"**important**", "*perhaps*", "`max_tokens`", "[the manual](https://example.org/manual)",
                          "~~formerly~~",  "模型的回答很快", "שלום עולם",    "مرحبا بالعالم",
                          "👍🏽 fine",       "日本語のテキスト"};

constexpr Pool<5> codes{"```cpp\n#include <vector>\n\n// Sums up what is there.\nint sum(const std::vector<int> &values)\n"
                        "{\n    int total = 0;\n    for (const int value : values)\n        total += value; /* \"all\" */\n"
                        "    return total;\n}\n```\n\n",
                        "```python\ndef words(text: str) -> dict[str, int]:\n    \"\"\"Counts words.\"\"\"\n    found = {}\n"
                        "    for word in text.split():  # by spaces\n        found[word] = found.get(word, 0) + 1\n"
                        "    return found\n```\n\n",
                        "```json\n{\n  \"model\": \"text-a\",\n  \"temperature\": 0.7,\n  \"stream\": true,\n"
                        "  \"stop\": [\"\\n\\n\", null]\n}\n```\n\n",
                        "```bash\n#!/bin/bash\nset -euo pipefail\nfor file in *.txt; do\n"
                        "    printf '%s\\t%s\\n' \"$file\" \"$(wc -c <\"$file\")\"\ndone | sort -k2 -n\n```\n\n",
                        "```sql\nSELECT model, count(*) AS runs, avg(duration) FROM runs -- all of them\n"
                        "WHERE state = 'done' GROUP BY model ORDER BY runs DESC LIMIT 10;\n```\n\n"};

/// Writes one answer. No std distributions: their results differ between libraries.
class Writer
{
public:
    explicit Writer(unsigned seed) : m_dice(seed + 1) {}

    void addSection();
    std::string text;

private:
    std::size_t dice(std::size_t sides) { return m_dice() / 16 % sides; }
    void addWords(std::size_t least, std::size_t most);
    void addSentence();
    void addParagraph();
    void addList(std::string_view mark);
    void addTable();
    void addQuote();

    std::minstd_rand m_dice;
    int m_section = 0;
};

void Writer::addWords(std::size_t least, std::size_t most)
{
    const std::size_t count = least + dice(most - least + 1);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            text += ' ';
        text += dice(17) == 0 ? spices[dice(spices.size())] : words[dice(words.size())];
    }
}

void Writer::addSentence()
{
    addWords(6, 18);
    text += ". ";
}

void Writer::addParagraph()
{
    for (std::size_t i = 2 + dice(4); i > 0; --i)
        addSentence();
    text += "\n\n";
}

void Writer::addList(std::string_view mark)
{
    for (std::size_t i = 3 + dice(4); i > 0; --i) {
        text += mark;
        addWords(4, 14);
        text += '\n';
        if (dice(4) == 0) {
            text += "    - ";
            addWords(3, 8);
            text += '\n';
        }
    }
    text += '\n';
}

void Writer::addTable()
{
    text += "| Model | Words | Remark |\n|---|---:|---|\n";
    for (std::size_t i = 3 + dice(5); i > 0; --i) {
        text += "| " + std::string(words[dice(words.size())]) + " | " + std::to_string(dice(9000)) + " | ";
        addWords(2, 6);
        text += " |\n";
    }
    text += '\n';
}

void Writer::addQuote()
{
    text += "> ";
    addSentence();
    text += "\n> ";
    addSentence();
    text += "\n\n";
}

void Writer::addSection()
{
    text += m_section % 4 == 0 ? "## " : "### ";
    text += std::to_string(++m_section) + ". ";
    addWords(2, 6);
    text += "\n\n";
    addParagraph();
    switch (dice(6)) {
    case 0:
        addTable();
        break;
    case 1:
    case 2:
        text += codes[dice(codes.size())];
        break;
    case 3:
        addList("1. ");
        break;
    case 4:
        addList("- ");
        break;
    default:
        addQuote();
        break;
    }
    addParagraph();
}

bool isStart(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::size_t codePoints(std::string_view text)
{
    std::size_t count = 0;
    for (const char byte : text)
        count += isStart(byte) ? 1 : 0;
    return count;
}

} // namespace

std::string answerText(std::size_t characters, unsigned seed)
{
    Writer writer(seed);
    std::size_t written = 0;
    while (written < characters) {
        const std::size_t before = writer.text.size();
        writer.addSection();
        written += codePoints(std::string_view(writer.text).substr(before));
    }
    const std::string end = "\n\n" + std::string(lastWords);
    const std::size_t kept = characters > end.size() ? characters - end.size() : 0;
    writer.text.resize(bytesOf(writer.text, 0, kept));
    return std::move(writer.text) + end.substr(end.size() - (characters - kept));
}

std::size_t bytesOf(std::string_view text, std::size_t from, std::size_t count)
{
    std::size_t at = from;
    for (; at < text.size(); ++at) {
        if (isStart(text[at]) && count-- == 0)
            break;
    }
    return at - from;
}

std::size_t utf16Size(std::string_view text)
{
    std::size_t size = 0;
    for (const char byte : text)
        size += !isStart(byte) ? 0 : (static_cast<unsigned char>(byte) >= 0xF0 ? 2 : 1);
    return size;
}

} // namespace studio
