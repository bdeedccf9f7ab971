#include "gui/LinkDialog.h"

#include "gui/DialogSize.h"
#include "gui/Theme.h"
#include "ui_LinkDialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype longHost = 60; ///< Does not fit into one line.

bool isOpenable(const QUrl &link)
{
    const QString scheme = link.scheme();
    return link.isValid() && (scheme == "https"_L1 || scheme == "http"_L1 || scheme == "mailto"_L1);
}

/// A line may be broken between the parts of a host.
QString breakable(QString host)
{
    return host.replace(u'.', u".\u200B"_s);
}

/// The address without its middle when it is very long; the host stands above it, whole.
QString elided(const QString &address)
{
    constexpr qsizetype most = 2000;
    return address.size() <= most ? address : address.first(most / 2) + u" … "_s + address.last(most / 2);
}

} // namespace

LinkDialog::LinkDialog(const QUrl &link, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::LinkDialog>()), m_link(link),
      m_address(QString::fromLatin1(link.toEncoded()))
{
    m_ui->setupUi(this);
    const QString host = link.host(QUrl::EncodeUnicode);
    m_ui->hostLabel->setText(host.isEmpty() ? tr("This link leads out of the program.")
                                            : tr("This link leads to %1").arg(host.size() > longHost ? breakable(host) : host));
    QFont strong = m_ui->hostLabel->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->hostLabel->setFont(strong);
    m_ui->addressView->setWordWrapMode(QTextOption::WrapAnywhere);
    m_ui->addressView->setFont(codeFont(font()));
    m_ui->addressView->setPlainText(elided(m_address));
    const QString text = warning();
    m_ui->warningLine->say(text.isEmpty() ? Verdict::None : Verdict::Look, text);
    addButtons();
    fitAddress();
}

LinkDialog::~LinkDialog() = default;

void LinkDialog::addButtons()
{
    QPushButton *copy = m_ui->buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"copyButton"_s);
    copy->setAccessibleName(tr("Copy the address"));
    QPushButton *open = m_ui->buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    open->setObjectName(u"openButton"_s);
    open->setEnabled(isOpenable(m_link));
    open->setAccessibleDescription(open->isEnabled() ? QString() : warning());
    setPrimary(*open);
    // Enter must not open what nobody has read.
    QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();

    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address); });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] {
        emit openRequested(m_link);
        accept();
    });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &LinkDialog::reject);
}

void LinkDialog::fitAddress()
{
    const QFontMetrics metrics(m_ui->addressView->font());
    const int lines = qBound(2, int(m_address.size() / 48) + 1, 8);
    const int rim = 2 * (m_ui->addressView->frameWidth() + int(m_ui->addressView->document()->documentMargin()) + 1);
    m_ui->addressView->setMinimumHeight(metrics.lineSpacing() * lines + rim);
    m_ui->addressView->setMaximumHeight(m_ui->addressView->minimumHeight());
    fitDialog(*this, 72);
}

QString LinkDialog::warning() const
{
    if (!isOpenable(m_link))
        return tr("Only web pages and mail addresses are opened from here.");
    if (!m_link.userInfo().isEmpty())
        return tr("A name or password stands in front of the host. Read the host with care.");
    if (m_link.host(QUrl::EncodeUnicode).contains("xn--"_L1))
        return tr("The host is written with letters that may look like others: “%1”.")
            .arg(QUrl::fromAce(m_link.host(QUrl::EncodeUnicode).toLatin1(), QUrl::IgnoreIDNWhitelist));
    return {};
}

} // namespace studio
