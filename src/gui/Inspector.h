#pragma once

#include <QWidget>

#include <memory>

namespace studio
{

struct RunRecord;

namespace Ui
{
class Inspector;
}

/// Everything about one run: the request byte for byte with the key masked, and what came back.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);
    ~Inspector() override;

    /// May be called while the run goes on; a reader's place is kept.
    void setRecord(const RunRecord &record);
    void clear();

private:
    void showSent(const RunRecord &record);
    void copyFact() const;

    std::unique_ptr<Ui::Inspector> m_ui;
};

} // namespace studio
