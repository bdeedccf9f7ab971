#pragma once

#include "catalog/ModelFilter.h"
#include "catalog/SearchText.h"

#include <vector>

namespace studio
{

/// All models of all providers, ready to be searched, filtered and sorted on every key.
///
/// Holds the lists as they are and about a hundred bytes and a searchable text for each model. A search that
/// extends the one before looks only through what that one found.
class ModelIndex
{
public:
    /// What the models can be in the order of.
    enum class Order { Fit, Name, Provider, Price, Context, Time };

    /// One list for each provider.
    void setLists(const QList<QList<Model>> &lists);
    void setMarks(const ModelMarks &marks);
    const ModelMarks &marks() const { return m_marks; }

    /// Seconds that the user's own runs usually took.
    void setTimes(const QHash<Target, double> &times);
    bool hasTimes() const { return !m_times.isEmpty(); } ///< Of some model, in a list or not.

    void setFilter(const ModelFilter &filter);
    const ModelFilter &filter() const { return m_filter; }

    /// Models without the fact that is sorted by come last either way. Order::Fit: favourites first, then as the
    /// lists are; while something is searched for, what fits best first.
    void sort(Order order, Qt::SortOrder direction);

    qsizetype size() const { return qsizetype(m_rows.size()); } ///< Of all models.
    qsizetype count() const { return qsizetype(m_shown.size()); }
    const Model &shown(qsizetype place) const { return *m_rows[m_shown[std::size_t(place)]].model; }
    qsizetype placeOf(const Target &target) const; ///< Among the shown; -1 when it is not.

    const Model *find(const Target &target) const;
    std::optional<double> timeOf(const Target &target) const;

    /// Whether any model has that word for one of the filter's lists of words: nothing is found by the others.
    bool knows(QStringList ModelFilter::*list, const QString &word) const;

    qsizetype hiddenCount() const; ///< Of the models in the lists.

    /// Which single part of the filter to give up so that there is something to show, the most first.
    std::vector<Relaxation> relaxations() const;

private:
    struct Row
    {
        const Model *model = nullptr;
        Money price = {};
        quint64 settings = 0;
        quint32 inputs = 0;
        quint32 outputs = 0;
        quint32 keyBegin = 0;
        quint32 titleEnd = 0;
        quint32 keyEnd = 0;
        quint16 list = 0;
        quint8 category = 0;
        quint8 unit = 0;
        bool hasPrice = false;
        bool isFree = false;
        bool isFavourite = false;
        bool isHidden = false;
        bool isLocal = false;
        bool isForgetful = false;
    };

    /// The filter as bits and keys.
    struct Wanted
    {
        SearchText text;
        quint32 inputs = 0;
        quint32 outputs = 0;
        quint64 settings = 0;
        QList<bool> lists;
        quint32 categories = 0;
        bool isImpossible = false; ///< A word that no model has.
    };

    void addRow(const Model &model, quint16 list);
    void mark(Row &row) const;
    Wanted wanted() const;
    bool fitsPart(const Row &row, const Wanted &wanted, ModelFilter::Part part) const;
    bool fitsFacts(const Row &row, const Wanted &wanted) const;
    std::optional<ModelFilter::Part> onlyFailure(const Row &row, const Wanted &wanted,
                                                 const QList<ModelFilter::Part> &facts) const;
    TextFit textFit(const Row &row, const SearchText &text) const;
    void makeOrder();
    void filterAll();
    void narrow(const std::vector<quint32> &candidates, const Wanted &wanted);
    void place();

    template <typename Known, typename Less>
    void orderBy(Known known, Less less);

    /// Words get bits as they turn up; beyond the last bit they share one.
    struct Words
    {
        QHash<QString, int> bits;
        QStringList last = {};
        quint64 lastMask = 0;
        quint64 bitOf(const QString &word, int most);
        quint64 maskOf(const QStringList &words, int most);
        std::optional<quint64> known(const QStringList &words) const;
    };

    QList<QList<Model>> m_lists;
    std::vector<Row> m_rows;
    QByteArray m_keys; ///< Titles and descriptions of all rows, one behind the other.
    Words m_modalities;
    Words m_settings;
    Words m_categories;
    quint32 m_inputs = 0; ///< Of any row, as are the outputs.
    quint32 m_outputs = 0;
    ModelMarks m_marks;
    QHash<Target, double> m_times;

    ModelFilter m_filter;
    SearchText m_text;
    Order m_sorting = Order::Fit;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    std::vector<quint32> m_order;   ///< All rows as they are sorted.
    std::vector<quint32> m_matches; ///< Those that fit, as they are sorted.
    std::vector<TextFit> m_fits;    ///< Of m_matches.
    std::vector<quint32> m_shown;
};

} // namespace studio
