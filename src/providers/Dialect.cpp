#include "providers/Dialect.h"

#include "providers/Gemini.h"
#include "providers/OpenAiChat.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    static const Gemini gemini;
    if (name == "openai-chat"_L1)
        return &openAiChat;
    if (name == "gemini"_L1)
        return &gemini;
    return nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s, u"gemini"_s};
}

} // namespace studio
