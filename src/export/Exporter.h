#pragma once

#include "core/Recipe.h"

#include <QLatin1StringView>
#include <QStringList>

namespace studio
{

/// What exported code is written in.
enum class Format {
    Curl,  ///< bash, one file.
    CppQt, ///< C++ with Qt 6 Network: main.cpp and CMakeLists.txt.
};

QLatin1StringView nameOf(Format format); ///< On the command line: "curl", "cpp-qt".
std::optional<Format> formatNamed(QStringView name);
QList<Format> allFormats();

/// What the code is about, besides the Recipe itself.
struct ExportSubject
{
    Recipe recipe;
    QString modelText;              ///< "openrouter/openai/gpt-5-nano": for a comment, escaped there.
    QString keyVariable;            ///< Empty when the server takes no key.
    QString baseVariable;
    bool isPractice = false;
    QStringList missing = {};       ///< What keeps this a Draft, one short English clause each.
};

struct CodeFile
{
    QString name; ///< "main.cpp"
    QString text;

    bool operator==(const CodeFile &) const = default;
};

struct ExportedCode
{
    QList<CodeFile> files;  ///< The one to look at first comes first.
    QStringList warnings = {}; ///< "The prompt holds something that looks like a key."

    bool operator==(const ExportedCode &) const = default;
};

/// The program that an exported CMakeLists.txt builds.
inline constexpr QLatin1StringView exportedProgram{"ask"};

/// The code for one Recipe. It reads key and base address from the environment, so the text that is run is
/// the text that is copied. ErrorKind::Rejected names the field that cannot be expressed.
Result<ExportedCode> exportCode(const ExportSubject &subject, Format format);

} // namespace studio
