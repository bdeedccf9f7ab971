#pragma once

#include "export/CodeText.h"

#include <ctemplate/template.h>

#include <memory>
#include <utility>
#include <vector>

namespace studio
{

/// One file of resources/export, filled with safe text alone.
class CodeTemplate
{
public:
    using Values = std::vector<std::pair<const char *, CodeText>>;

    explicit CodeTemplate(const QString &fileName);

    void set(const Values &values);

    /// Shows a section once more, with values of its own.
    void show(const char *section, const Values &values = {});

    QString expanded() const;

private:
    std::unique_ptr<ctemplate::Template> m_template;
    ctemplate::TemplateDictionary m_dictionary;
};

} // namespace studio
