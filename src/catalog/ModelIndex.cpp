#include "catalog/ModelIndex.h"

#include <QCollator>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostModalities = 32;
constexpr int mostSettings = 64;
constexpr int mostCategories = 32;

} // namespace

quint64 ModelIndex::Words::bitOf(const QString &word, int most)
{
    const auto found = bits.constFind(word);
    const int bit = found != bits.cend() ? *found : *bits.insert(word, int(std::min<qsizetype>(bits.size(), most - 1)));
    return quint64(1) << bit;
}

quint64 ModelIndex::Words::maskOf(const QStringList &words, int most)
{
    if (words.constData() == last.constData() && words.size() == last.size())
        return lastMask; // lists that are alike share their words
    quint64 mask = 0;
    for (const QString &word : words)
        mask |= bitOf(word, most);
    last = words;
    lastMask = mask;
    return mask;
}

std::optional<quint64> ModelIndex::Words::known(const QStringList &words) const
{
    quint64 mask = 0;
    bool areAllKnown = true;
    for (const QString &word : words) {
        const auto bit = bits.constFind(word);
        areAllKnown = areAllKnown && bit != bits.cend();
        mask |= bit != bits.cend() ? quint64(1) << *bit : 0;
    }
    return areAllKnown ? std::optional(mask) : std::nullopt;
}

void ModelIndex::setLists(const QList<QList<Model>> &lists)
{
    m_lists = lists;
    m_rows.clear();
    m_keys.clear();
    m_modalities = m_settings = m_categories = {};
    m_inputs = m_outputs = 0;
    qsizetype size = 0;
    for (const QList<Model> &list : lists)
        size += list.size();
    m_rows.reserve(std::size_t(size));
    m_keys.reserve(size * 128);
    for (qsizetype list = 0; list < m_lists.size(); ++list) {
        for (const Model &model : std::as_const(m_lists[list]))
            addRow(model, quint16(list));
    }
    m_keys.squeeze();
    makeOrder();
    filterAll();
}

void ModelIndex::addRow(const Model &model, quint16 list)
{
    Row row;
    row.model = &model;
    row.list = list;
    row.inputs = quint32(m_modalities.maskOf(model.inputs, mostModalities));
    row.outputs = quint32(m_modalities.maskOf(model.outputs, mostModalities));
    row.settings = m_settings.maskOf(model.settings, mostSettings);
    m_inputs |= row.inputs;
    m_outputs |= row.outputs;
    row.category = quint8(std::countr_zero(m_categories.bitOf(model.category, mostCategories)));
    row.unit = quint8(unitOf(model));
    const auto price = comparablePrice(model);
    row.hasPrice = price.has_value();
    row.price = price.value_or(Money());
    row.isFree = isFree(model);
    row.keyBegin = quint32(m_keys.size());
    const bool isNamed = model.name != model.target.model;
    appendSearchKey(model.name, m_keys);
    if (isNamed) {
        m_keys += '\n';
        appendSearchKey(model.target.model, m_keys);
    }
    if (!model.maker.isEmpty()) {
        m_keys += '\n';
        appendSearchKey(model.maker, m_keys);
    }
    row.titleEnd = quint32(m_keys.size());
    appendSearchKey(model.target.provider, m_keys);
    m_keys += '\n';
    appendSearchKey(model.description, m_keys);
    row.keyEnd = quint32(m_keys.size());
    mark(row);
    m_rows.push_back(row);
}

void ModelIndex::mark(Row &row) const
{
    const Target &target = row.model->target;
    const auto isIn = [&target](const QSet<Target> &set) { return !set.isEmpty() && set.contains(target); };
    row.isFavourite = isIn(m_marks.favourites);
    row.isHidden = isIn(m_marks.hidden);
    row.isLocal = m_marks.localProviders.contains(target.provider);
    row.isForgetful = isIn(m_marks.forgetful);
}

void ModelIndex::setMarks(const ModelMarks &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    for (Row &row : m_rows)
        mark(row);
    makeOrder();
    filterAll();
}

void ModelIndex::setTimes(const QHash<Target, double> &times)
{
    m_times = times;
    if (m_sorting != Order::Time && !m_filter.isTried)
        return;
    makeOrder();
    filterAll();
}

void ModelIndex::setFilter(const ModelFilter &filter)
{
    if (filter == m_filter)
        return;
    ModelFilter rest = filter;
    rest.text = m_filter.text;
    const bool isSameElse = rest == m_filter;
    const SearchText before = m_text;
    m_filter = filter;
    const Wanted now = wanted();
    if (isSameElse && !before.isEmpty() && now.text.extends(before)) {
        const std::vector<quint32> candidates = std::move(m_matches);
        narrow(candidates, now);
    } else {
        narrow(m_order, now);
    }
}

void ModelIndex::filterAll()
{
    narrow(m_order, wanted());
}

ModelIndex::Wanted ModelIndex::wanted() const
{
    Wanted wanted;
    wanted.text = SearchText(m_filter.text);
    const auto inputs = m_modalities.known(m_filter.inputs);
    const auto settings = m_settings.known(m_filter.settings);
    wanted.isImpossible = !inputs || !settings;
    wanted.inputs = quint32(inputs.value_or(~quint64(0)));
    wanted.settings = settings.value_or(~quint64(0));
    for (const QString &output : m_filter.outputs)
        wanted.outputs |= quint32(m_modalities.known({output}).value_or(0));
    for (const QString &category : m_filter.categories)
        wanted.categories |= quint32(m_categories.known({category}).value_or(0));
    for (const QList<Model> &list : m_lists) {
        wanted.lists << (m_filter.providers.isEmpty()
                         || (!list.isEmpty() && m_filter.providers.contains(list.first().target.provider)));
    }
    return wanted;
}

bool ModelIndex::fitsPart(const Row &row, const Wanted &wanted, ModelFilter::Part part) const
{
    using Part = ModelFilter::Part;
    switch (part) {
    case Part::Text:
        return textFit(row, wanted.text) != TextFit::None;
    case Part::Inputs:
        return m_modalities.known(m_filter.inputs) && (row.inputs & wanted.inputs) == wanted.inputs;
    case Part::Outputs:
        return m_filter.outputs.isEmpty() || (row.outputs & wanted.outputs) != 0;
    case Part::Category:
        return m_filter.categories.isEmpty() || ((wanted.categories >> row.category) & 1) != 0;
    case Part::Price:
        return !m_filter.price || (!m_filter.price->least && !m_filter.price->most)
            || (row.hasPrice && row.unit == quint8(m_filter.price->unit)
                && (!m_filter.price->least || row.price >= *m_filter.price->least)
                && (!m_filter.price->most || row.price <= *m_filter.price->most));
    case Part::Context:
        return !m_filter.context || (row.model->context && *row.model->context >= *m_filter.context);
    case Part::Provider:
        return wanted.lists[row.list];
    case Part::Setting:
        return m_settings.known(m_filter.settings) && (row.settings & wanted.settings) == wanted.settings;
    case Part::Free:
        return !m_filter.isFree || row.isFree;
    case Part::DataPolicy:
        return m_filter.dataPolicy == ModelFilter::DataPolicy::Any
            || (m_filter.dataPolicy == ModelFilter::DataPolicy::Local ? row.isLocal : row.isForgetful);
    case Part::Favourites:
        return !m_filter.isFavourite || row.isFavourite;
    case Part::Tried:
        return !m_filter.isTried || m_times.contains(row.model->target);
    case Part::Hidden:
        return m_filter.hasHidden || !row.isHidden;
    }
    return false;
}

bool ModelIndex::fitsFacts(const Row &row, const Wanted &wanted) const
{
    using Part = ModelFilter::Part;
    if ((row.isHidden && !m_filter.hasHidden) || !wanted.lists[row.list] || (row.inputs & wanted.inputs) != wanted.inputs
        || (row.settings & wanted.settings) != wanted.settings)
        return false;
    for (const Part part : {Part::Outputs, Part::Category, Part::Price, Part::Context, Part::Free, Part::DataPolicy,
                            Part::Favourites, Part::Tried}) {
        if (!fitsPart(row, wanted, part))
            return false;
    }
    return true;
}

TextFit ModelIndex::textFit(const Row &row, const SearchText &text) const
{
    const char *keys = m_keys.constData();
    const std::string_view title{keys + row.keyBegin, row.titleEnd - row.keyBegin};
    const std::string_view rest{keys + row.titleEnd, row.keyEnd - row.titleEnd};
    const auto tags = m_marks.tags.isEmpty() ? m_marks.tags.cend() : m_marks.tags.constFind(row.model->target);
    if (tags == m_marks.tags.cend())
        return text.fit(title, rest);
    QByteArray tagged(title.data(), qsizetype(title.size()));
    tagged += '\n' + searchKey(tags->join(u'\n'));
    return text.fit({tagged.constData(), std::size_t(tagged.size())}, rest);
}

void ModelIndex::narrow(const std::vector<quint32> &candidates, const Wanted &wanted)
{
    std::vector<quint32> matches;
    std::vector<TextFit> fits;
    if (!wanted.isImpossible) {
        matches.reserve(candidates.size());
        fits.reserve(candidates.size());
        for (const quint32 place : candidates) {
            const Row &row = m_rows[place];
            if (!fitsFacts(row, wanted))
                continue;
            const TextFit fit = textFit(row, wanted.text);
            if (fit == TextFit::None)
                continue;
            matches.push_back(place);
            fits.push_back(fit);
        }
    }
    m_text = wanted.text;
    m_matches = std::move(matches);
    m_fits = std::move(fits);
    place();
}

/// Whoever sorts by a column sees that order; otherwise what fits best comes first.
void ModelIndex::place()
{
    if (m_sorting != Order::Fit || m_text.isEmpty()) {
        m_shown = m_matches;
        return;
    }
    std::array<quint32, std::size_t(TextFit::None) + 1> begins{};
    for (const TextFit fit : m_fits)
        ++begins[std::size_t(fit) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    m_shown.resize(m_matches.size());
    for (std::size_t i = 0; i < m_matches.size(); ++i)
        m_shown[begins[std::size_t(m_fits[i])]++] = m_matches[i];
}

void ModelIndex::sort(Order order, Qt::SortOrder direction)
{
    if (order == m_sorting && direction == m_direction)
        return;
    m_sorting = order;
    m_direction = direction;
    makeOrder();
    filterAll();
}

template <typename Known, typename Less>
void ModelIndex::orderBy(Known known, Less less)
{
    const auto middle = std::stable_partition(m_order.begin(), m_order.end(),
                                              [&](quint32 row) { return known(m_rows[row]); });
    std::stable_sort(m_order.begin(), middle, [&](quint32 a, quint32 b) {
        return m_direction == Qt::AscendingOrder ? less(m_rows[a], m_rows[b]) : less(m_rows[b], m_rows[a]);
    });
}

void ModelIndex::makeOrder()
{
    m_order.resize(m_rows.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    const auto always = [](const Row &) { return true; };
    switch (m_sorting) {
    case Order::Fit:
        std::stable_partition(m_order.begin(), m_order.end(), [this](quint32 row) { return m_rows[row].isFavourite; });
        break;
    case Order::Name: {
        // As a person would look it up, and each name's key is made once.
        const QCollator collator;
        std::vector<QCollatorSortKey> keys;
        keys.reserve(m_rows.size());
        for (const Row &row : m_rows)
            keys.push_back(collator.sortKey(row.model->name));
        const Row *first = m_rows.data();
        orderBy(always, [&](const Row &a, const Row &b) { return keys[std::size_t(&a - first)] < keys[std::size_t(&b - first)]; });
        break;
    }
    case Order::Provider:
        orderBy(always, [](const Row &a, const Row &b) { return a.model->target.provider < b.model->target.provider; });
        break;
    case Order::Price: // units do not mix
        orderBy([](const Row &row) { return row.hasPrice; },
                [](const Row &a, const Row &b) { return a.unit != b.unit ? a.unit < b.unit : a.price < b.price; });
        break;
    case Order::Context:
        orderBy([](const Row &row) { return row.model->context.has_value(); },
                [](const Row &a, const Row &b) { return *a.model->context < *b.model->context; });
        break;
    case Order::Time:
        orderBy([this](const Row &row) { return m_times.contains(row.model->target); },
                [this](const Row &a, const Row &b) { return m_times[a.model->target] < m_times[b.model->target]; });
        break;
    }
}

qsizetype ModelIndex::placeOf(const Target &target) const
{
    for (std::size_t place = 0; place < m_shown.size(); ++place) {
        if (m_rows[m_shown[place]].model->target == target)
            return qsizetype(place);
    }
    return -1;
}

const Model *ModelIndex::find(const Target &target) const
{
    for (const QList<Model> &list : m_lists) {
        if (list.isEmpty() || list.first().target.provider != target.provider)
            continue;
        for (const Model &model : list) {
            if (model.target == target)
                return &model;
        }
    }
    return nullptr;
}

std::optional<double> ModelIndex::timeOf(const Target &target) const
{
    const auto found = m_times.constFind(target);
    return found != m_times.cend() ? std::optional(*found) : std::nullopt;
}

bool ModelIndex::knows(QStringList ModelFilter::*list, const QString &word) const
{
    if (list == &ModelFilter::providers) {
        return std::any_of(m_lists.begin(), m_lists.end(), [&word](const QList<Model> &models) {
            return !models.isEmpty() && models.first().target.provider == word;
        });
    }
    if (list == &ModelFilter::inputs || list == &ModelFilter::outputs)
        return (m_modalities.known({word}).value_or(0) & (list == &ModelFilter::inputs ? m_inputs : m_outputs)) != 0;
    return (list == &ModelFilter::settings ? m_settings : m_categories).known({word}).has_value();
}

qsizetype ModelIndex::hiddenCount() const
{
    return std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.isHidden; });
}

/// The one part that a row fails; nothing where it fails none or several.
std::optional<ModelFilter::Part> ModelIndex::onlyFailure(const Row &row, const Wanted &wanted,
                                                         const QList<ModelFilter::Part> &facts) const
{
    std::optional<ModelFilter::Part> only;
    for (const ModelFilter::Part part : facts) {
        if (fitsPart(row, wanted, part))
            continue;
        if (only)
            return std::nullopt;
        only = part;
    }
    // The text is by far the slowest to look at: where nothing is shown, who fits otherwise has failed it.
    const bool failsText = !wanted.text.isEmpty()
        && ((!only && m_shown.empty()) || !fitsPart(row, wanted, ModelFilter::Part::Text));
    if (failsText && only)
        return std::nullopt;
    return failsText ? ModelFilter::Part::Text : only;
}

std::vector<Relaxation> ModelIndex::relaxations() const
{
    QList<ModelFilter::Part> facts = m_filter.parts();
    facts.removeAll(ModelFilter::Part::Text);
    if (!m_filter.hasHidden)
        facts << ModelFilter::Part::Hidden;
    std::array<qsizetype, ModelFilter::partCount> counts{};
    const Wanted wants = wanted();
    for (const Row &row : m_rows) {
        if (const auto part = onlyFailure(row, wants, facts))
            ++counts[std::size_t(*part)];
    }
    std::vector<Relaxation> relaxations;
    for (std::size_t part = 0; part < counts.size(); ++part) {
        if (counts[part] > 0)
            relaxations.push_back({ModelFilter::Part(part), counts[part]});
    }
    std::stable_sort(relaxations.begin(), relaxations.end(),
                     [](const Relaxation &a, const Relaxation &b) { return a.count > b.count; });
    return relaxations;
}

} // namespace studio
