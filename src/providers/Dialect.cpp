#include "providers/Dialect.h"

#include "providers/OpenAiChat.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    return name == "openai-chat"_L1 ? &openAiChat : nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s};
}

} // namespace studio
