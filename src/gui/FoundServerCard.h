#pragma once

#include "catalog/ServerSearch.h"

#include <QWidget>

#include <memory>

namespace studio
{

namespace Ui
{
class FoundServerCard;
}

/// One server that was found on this computer: what it is, where, and a button that adds it.
class FoundServerCard : public QWidget
{
    Q_OBJECT

public:
    FoundServerCard(const FoundServer &server, bool isAdded, QWidget *parent = nullptr);
    ~FoundServerCard() override;

    const FoundServer &server() const { return m_server; }
    void setAdded(bool isAdded);

    QWidget *button() const; ///< For the Tab order.

signals:
    void addRequested(const studio::FoundServer &server);

private:
    QString notesText() const;

    std::unique_ptr<Ui::FoundServerCard> m_ui;
    FoundServer m_server;
};

} // namespace studio
