#include "gui/ProfileDialog.h"

#include "gui/KeptFocus.h"
#include "gui/Theme.h"
#include "ui_ProfileDialog.h"

#include <QFontDatabase>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int lettersWide = 96;
constexpr int linesHigh = 36;

} // namespace

ProfileDialog::ProfileDialog(const QString &title, const QByteArray &original, Judge judge, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ProfileDialog>()), m_original(original), m_judge(std::move(judge))
{
    m_ui->setupUi(this);
    setWindowTitle(title);
    m_ui->textEdit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_saveButton = m_ui->buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_saveButton->setObjectName(u"saveButton"_s);
    setPrimary(*m_saveButton);
    auto *reset = m_ui->buttons->button(QDialogButtonBox::Reset);
    reset->setObjectName(u"resetButton"_s);
    connect(m_ui->textEdit, &QPlainTextEdit::textChanged, this, &ProfileDialog::showVerdict);
    connect(reset, &QPushButton::clicked, this, [this] { setText(m_original); });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] { emit saveRequested(text()); });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &ProfileDialog::reject);
    m_ui->textEdit->setPlainText(QString::fromUtf8(original));
    showVerdict();
    m_ui->textEdit->setFocus();
    resize(fontMetrics().averageCharWidth() * lettersWide, fontMetrics().lineSpacing() * linesHigh);
}

ProfileDialog::~ProfileDialog() = default;

void ProfileDialog::setText(const QByteArray &text)
{
    QTextCursor all(m_ui->textEdit->document()); // setPlainText() would empty the undo history
    all.select(QTextCursor::Document);
    all.insertText(QString::fromUtf8(text));
}

QByteArray ProfileDialog::text() const
{
    return m_ui->textEdit->toPlainText().toUtf8();
}

void ProfileDialog::showFailure(const QString &text)
{
    m_ui->verdictLine->say(Verdict::Failed, text);
}

void ProfileDialog::showVerdict()
{
    const auto profile = m_judge(text());
    if (profile)
        m_ui->verdictLine->say(Verdict::Passed, tr("Can be saved. Requests go to %1.").arg(profile->base.toString()));
    else
        m_ui->verdictLine->say(Verdict::Failed, tr("Cannot be saved yet: %1.").arg(profile.error().detail));
    setUsable(*m_saveButton, profile.has_value());
    m_saveButton->setAccessibleDescription(profile ? QString() : m_ui->verdictLine->text());
    setUsable(*m_ui->buttons->button(QDialogButtonBox::Reset), text() != m_original);
}

} // namespace studio
