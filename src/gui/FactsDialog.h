#pragma once

#include <QDialog>

#include <memory>

namespace studio
{

namespace Ui
{
class FactsDialog;
}

/// A table of facts: rows of them, columns of models, companies or whatever they are about. Where asked to, it offers to
/// show only the rows whose cells differ. A row can be copied.
class FactsDialog : public QDialog
{
    Q_OBJECT

public:
    struct Row
    {
        QStringList cells; ///< The first says what the row is about.
        bool isMarked = false; ///< Somebody should look at it.
    };

    explicit FactsDialog(QWidget *parent = nullptr);
    ~FactsDialog() override;

    /// What the table is about, and what is said where it has no rows.
    void setWords(const QString &title, const QString &intro, const QString &emptyWords = {});
    void setTable(const QStringList &headings, const QList<Row> &rows);
    void offerDifferences(); ///< Marks the rows that differ, and offers to show only those.

private:
    void showRows();
    void copyRow() const;
    bool isDifferent(const Row &row) const;

    std::unique_ptr<Ui::FactsDialog> m_ui;
    QList<Row> m_rows;
    QString m_intro;
    QString m_emptyWords;
};

} // namespace studio
