#include "export/CodeTemplate.h"

#include <QFile>

using namespace Qt::StringLiterals;

// A resource of a static library is only linked when something asks for it, outside any namespace.
static void loadTemplates()
{
    Q_INIT_RESOURCE(export_templates);
}

namespace studio
{

namespace
{

ctemplate::TemplateString view(QByteArrayView bytes)
{
    return ctemplate::TemplateString(bytes.data(), size_t(bytes.size()));
}

void setAll(ctemplate::TemplateDictionary &dictionary, const CodeTemplate::Values &values)
{
    for (const auto &[name, value] : values)
        dictionary.SetValue(name, view(value.bytes())); // copies
}

} // namespace

CodeTemplate::CodeTemplate(const QString &fileName)
    : m_dictionary("code")
{
    loadTemplates();
    QFile file(u":/export/"_s + fileName);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const QByteArray text = isOpen ? file.readAll() : QByteArray();
    m_template.reset(ctemplate::Template::StringToTemplate(view(text), ctemplate::DO_NOT_STRIP));
    Q_ASSERT(m_template);
}

void CodeTemplate::set(const Values &values)
{
    setAll(m_dictionary, values);
}

void CodeTemplate::show(const char *section, const Values &values)
{
    setAll(*m_dictionary.AddSectionDictionary(section), values);
}

QString CodeTemplate::expanded() const
{
    std::string text;
    m_template->Expand(&text, &m_dictionary);
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace studio
