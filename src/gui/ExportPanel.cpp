#include "gui/ExportPanel.h"

#include "gui/CodeView.h"
#include "gui/NameText.h"
#include "gui/Theme.h"
#include "ui_ExportPanel.h"

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

QString formatTitle(Format format)
{
    switch (format) {
    case Format::Curl:
        return ExportPanel::tr("curl (bash)");
    case Format::CppQt:
        return ExportPanel::tr("C++ (Qt 6)");
    }
    return {};
}

CodeLanguage languageIn(const CodeFile &file, Format format)
{
    const CodeLanguage byName = languageOf(file.name);
    return byName == CodeLanguage::Plain && format == Format::Curl ? CodeLanguage::Bash : byName;
}

} // namespace

ExportPanel::ExportPanel(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ExportPanel>())
{
    m_ui->setupUi(this);
    setPrimary(*m_ui->proveButton);
    m_ui->emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    for (const Format format : {Format::Curl, Format::CppQt})
        m_ui->formatBox->addItem(formatTitle(format), int(format));
    m_copiedNote.setSingleShot(true);
    m_copiedNote.setInterval(2s);
    connectControls();
    setMissing({});
    setProblem(tr("Write a prompt and pick a model: the code for it appears here."));
}

ExportPanel::~ExportPanel() = default;

void ExportPanel::setColumns(const QStringList &names, int current)
{
    const QSignalBlocker quiet(m_ui->columnBox);
    m_ui->columnBox->clear();
    for (const QString &name : names)
        m_ui->columnBox->addItem(nameText(name));
    m_ui->columnBox->setCurrentIndex(current);
    m_ui->columnBox->setEnabled(names.size() > 1);
    m_ui->columnBox->setToolTip(tipText(m_ui->columnBox->currentText()));
    m_ui->columnBox->setAccessibleDescription(names.size() > 1 ? QString() : tr("There is no other column."));
}

int ExportPanel::column() const
{
    return m_ui->columnBox->currentIndex();
}

void ExportPanel::setFormat(Format format)
{
    const QSignalBlocker quiet(m_ui->formatBox);
    m_ui->formatBox->setCurrentIndex(m_ui->formatBox->findData(int(format)));
}

Format ExportPanel::format() const
{
    return Format(m_ui->formatBox->currentData().toInt());
}

void ExportPanel::setStreaming(bool isStreaming)
{
    const QSignalBlocker quiet(m_ui->streamBox);
    m_ui->streamBox->setChecked(isStreaming);
}

bool ExportPanel::isStreaming() const
{
    return m_ui->streamBox->isChecked();
}

void ExportPanel::setCode(const ExportedCode &code)
{
    if (code == m_code)
        return;
    m_code = code;
    dropProof();
    showFiles();
    m_ui->warningLine->say(code.warnings.isEmpty() ? Verdict::None : Verdict::Look, code.warnings.join(u'\n'));
    showWhatIsPossible();
}

void ExportPanel::setProblem(const QString &reason)
{
    m_code = {};
    dropProof();
    m_ui->warningLine->clear();
    m_ui->emptyLabel->setText(reason);
    m_ui->stack->setCurrentWidget(m_ui->emptyPage);
    showWhatIsPossible();
}

void ExportPanel::setNotice(const Message &message)
{
    m_ui->modelStrip->say(message.isEmpty() ? Verdict::None : Verdict::Look, message);
}

void ExportPanel::setMissing(const QStringList &missing)
{
    if (missing.isEmpty())
        return m_ui->stateLine->clear();
    m_ui->stateLine->say(Verdict::Note, tr("Draft: %1.", "%1 says what is missing").arg(missing.join(tr("; ", "between clauses"))));
}

void ExportPanel::setProving()
{
    m_ui->proofView->showProving();
    showWhatIsPossible();
}

void ExportPanel::showProgress(const QString &output)
{
    m_ui->proofView->showProgress(output);
}

void ExportPanel::setProof(const Result<ProofReport> &outcome)
{
    if (!isProving())
        return;
    const bool hadFocus = m_ui->cancelButton->hasFocus();
    m_ui->proofView->showOutcome(outcome);
    showWhatIsPossible();
    if (hadFocus)
        m_ui->proveButton->setFocus();
}

bool ExportPanel::isProving() const
{
    return m_ui->proofView->verdict() == Verdict::Working;
}

void ExportPanel::connectControls()
{
    connect(m_ui->columnBox, &QComboBox::activated, this, &ExportPanel::columnChanged);
    connect(m_ui->columnBox, &QComboBox::currentTextChanged, m_ui->columnBox, &QComboBox::setToolTip);
    connect(m_ui->formatBox, &QComboBox::currentIndexChanged, this, [this] { emit formatChanged(format()); });
    connect(m_ui->streamBox, &QCheckBox::toggled, this, &ExportPanel::streamingChanged);
    connect(m_ui->files, &QTabWidget::currentChanged, &m_copiedNote, [this] {
        m_copiedNote.stop();
        showWhatIsPossible();
    });
    connect(m_ui->copyButton, &QPushButton::clicked, this, &ExportPanel::copyShownFile);
    connect(&m_copiedNote, &QTimer::timeout, this, &ExportPanel::showWhatIsPossible);
    connect(m_ui->modelStrip, &NoticeStrip::actionChosen, this, &ExportPanel::noticeActionChosen);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &ExportPanel::saveRequested);
    connect(m_ui->proveButton, &QPushButton::clicked, this, &ExportPanel::proveRequested);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &ExportPanel::cancelRequested);
}

void ExportPanel::showFiles()
{
    // A view that stays keeps its place; only what is too much or too little changes.
    while (m_ui->files->count() > m_code.files.size())
        delete m_ui->files->widget(m_ui->files->count() - 1);
    while (m_ui->files->count() < m_code.files.size()) {
        auto *view = new CodeView(m_ui->files);
        m_ui->files->addTab(view, QString());
    }
    for (int place = 0; place < m_ui->files->count(); ++place) {
        const CodeFile &file = m_code.files[place];
        auto *view = static_cast<CodeView *>(m_ui->files->widget(place));
        m_ui->files->setTabText(place, nameText(file.name).replace(u'&', "&&"_L1));
        view->setAccessibleName(tr("Code of %1").arg(nameText(file.name)));
        view->setCode(file.text, languageIn(file, format()));
    }
    m_ui->stack->setCurrentWidget(m_ui->files);
}

void ExportPanel::dropProof()
{
    const bool wasProving = isProving();
    m_ui->proofView->clear();
    if (wasProving)
        emit cancelRequested();
}

void ExportPanel::copyShownFile()
{
    if (const auto *view = static_cast<CodeView *>(m_ui->files->currentWidget()))
        view->copyAll();
    m_copiedNote.start();
    m_ui->copyButton->setText(tr("Copied"));
    emit codeCopied();
}

void ExportPanel::showWhatIsPossible()
{
    const bool hasCode = !m_code.files.isEmpty();
    const QString reason = hasCode ? QString() : tr("There is no code yet.");
    for (QPushButton *button : {m_ui->copyButton, m_ui->saveButton, m_ui->proveButton}) {
        button->setEnabled(hasCode);
        button->setAccessibleDescription(reason);
    }
    if (!m_copiedNote.isActive())
        m_ui->copyButton->setText(tr("&Copy"));
    const bool proving = isProving();
    const bool hadFocus = m_ui->proveButton->hasFocus();
    m_ui->proveButton->setVisible(!proving);
    m_ui->cancelButton->setVisible(proving);
    if (proving && hadFocus)
        m_ui->cancelButton->setFocus();
}

} // namespace studio
