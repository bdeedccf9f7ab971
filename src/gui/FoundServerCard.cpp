#include "gui/FoundServerCard.h"

#include "gui/KeptFocus.h"
#include "ui_FoundServerCard.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "4,096" of the digits that a note has.
QString countText(const QString &digits)
{
    return QLocale().toString(digits.toLongLong());
}

} // namespace

FoundServerCard::FoundServerCard(const FoundServer &server, bool isAdded, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::FoundServerCard>()), m_server(server)
{
    m_ui->setupUi(this);
    QFont strong = m_ui->nameLabel->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->nameLabel->setFont(strong);
    m_ui->addressLabel->setForegroundRole(QPalette::PlaceholderText);
    const QString kind = server.identity.kind == ServerKind::Other ? tr("Another server that speaks the OpenAI way")
                                                                   : QString(nameOf(server.identity.kind));
    const QString name = (kind + u' ' + server.identity.version).trimmed();
    m_ui->nameLabel->setText(name);
    m_ui->addressLabel->setText(server.base.toString());
    if (server.identity.models) {
        //: An address and how many models are there: "http://127.0.0.1:11434/v1, 3 models"
        m_ui->addressLabel->setText(tr("%1, %n model(s)", nullptr, int(*server.identity.models)).arg(server.base.toString()));
    }
    const QString notes = notesText();
    m_ui->notesLine->say(notes.isEmpty() ? Verdict::None : Verdict::Note, notes);
    setAccessibleName(name);
    connect(m_ui->addButton, &QPushButton::clicked, this, [this] { emit addRequested(m_server); });
    setAdded(isAdded);
}

FoundServerCard::~FoundServerCard() = default;

void FoundServerCard::setAdded(bool isAdded)
{
    setUsable(*m_ui->addButton, !isAdded);
    m_ui->addButton->setText(isAdded ? tr("Added") : tr("Add"));
    m_ui->addButton->setAccessibleName(isAdded ? tr("%1 is added").arg(accessibleName()) : tr("Add %1").arg(accessibleName()));
}

QWidget *FoundServerCard::button() const
{
    return m_ui->addButton;
}

QString FoundServerCard::notesText() const
{
    QStringList texts;
    if (m_server.identity.needsKey)
        texts << tr("It needs a key.");
    for (const ServerNote &note : m_server.identity.notes) {
        switch (note.kind) {
        case ServerNote::Kind::CloudModels:
            texts << tr("Some of its models run elsewhere: prompts for them go to %1.").arg(note.detail);
            break;
        case ServerNote::Kind::SmallContext:
            texts << tr("It reads %1 tokens at most; longer prompts may be cut without a word.").arg(countText(note.detail));
            break;
        case ServerNote::Kind::AssumedContext:
            texts << tr("Unless you told it otherwise, it reads %1 tokens at most and cuts longer prompts without a word.")
                         .arg(countText(note.detail));
            break;
        case ServerNote::Kind::StillLoading:
            texts << tr("It is still loading its model.");
            break;
        }
    }
    return texts.join(u' ');
}

} // namespace studio
