#include "gui/Page.h"

namespace studio
{

Page pageOf(Step step)
{
    switch (step) {
    case Step::Choose:
        return Page::Choose;
    case Step::Try:
        return Page::Try;
    case Step::Check:
        return Page::Check;
    case Step::BackUp:
        return Page::BackUp;
    case Step::Export:
        return Page::Export;
    }
    Q_UNREACHABLE();
}

std::optional<Step> stepOf(Page page)
{
    for (const Step step : allSteps) {
        if (pageOf(step) == page)
            return step;
    }
    return {};
}

} // namespace studio
