#include "gui/ResultDetail.h"

#include "gui/NameText.h"
#include "gui/ResultText.h"
#include "gui/Theme.h"
#include "ui_ResultDetail.h"

#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

ResultDetail::ResultDetail(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ResultDetail>())
{
    m_ui->setupUi(this);
    QFont bold = m_ui->modelLabel->font();
    bold.setBold(true);
    m_ui->modelLabel->setFont(bold);
    m_ui->factsLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->promptText->viewport()->setBackgroundRole(QPalette::Window);
    m_ui->promptText->document()->setDocumentMargin(0);
    connect(m_ui->ratingBar, &RatingBar::ratingChosen, this, &ResultDetail::ratingChosen);
    m_ui->descriptionField->setMaxLength(FileDescription::mostLetters);
    connect(m_ui->descriptionField, &QLineEdit::editingFinished, this, &ResultDetail::giveDescription);
    connect(m_ui->preview, &ResultPreview::activated, this, &ResultDetail::openRequested);
}

ResultDetail::~ResultDetail() = default;

void ResultDetail::setPictures(ResultPictures *pictures)
{
    m_ui->preview->setPictures(pictures);
}

void ResultDetail::setActions(const std::array<QAction *, resultActionCount> &actions)
{
    m_open = actions[std::size_t(ResultAction::Open)];
    m_compare = actions[std::size_t(ResultAction::Compare)];
    const std::pair<QToolButton *, ResultAction> buttons[] = {{m_ui->openButton, ResultAction::Open},
                                                              {m_ui->openTrialButton, ResultAction::OpenTrial},
                                                              {m_ui->saveButton, ResultAction::SaveCopy}};
    for (const auto &[button, action] : buttons)
        button->setDefaultAction(actions[std::size_t(action)]);
    auto *menu = new QMenu(this);
    for (const ResultAction action : {ResultAction::Compare, ResultAction::SaveWithoutHistory, ResultAction::ShowInFolder, ResultAction::UseAsReference,
                                      ResultAction::ShowDifferences, ResultAction::Remove}) {
        if (action == ResultAction::Remove)
            menu->addSeparator();
        menu->addAction(actions[std::size_t(action)]);
    }
    m_ui->moreButton->setMenu(menu);
}

void ResultDetail::show(const QList<MadeFile> &files, const ResultFacts &facts)
{
    setEnabled(!files.isEmpty());
    offerFirst(files.size() > 1 ? m_compare : m_open);
    if (files.size() == 1) {
        showOne(files.first(), facts);
        return;
    }
    showDescription(nullptr);
    m_ui->preview->setFile({});
    m_ui->modelLabel->setText(files.isEmpty() ? tr("Nothing selected") : tr("%n result(s) selected", nullptr, int(files.size())));
    m_ui->practiceLine->clear();
    m_ui->answeredLine->clear();
    m_ui->factsLabel->clear();
    m_ui->promptText->clear();
    const bool areAlike = !files.isEmpty() && std::all_of(files.begin(), files.end(), [&files](const MadeFile &file) {
        return file.rating == files.first().rating;
    });
    m_ui->ratingBar->setRating(areAlike ? files.first().rating : 0);
}

/// What the first button does; the other one is taken away from it, else it would stand in its menu.
void ResultDetail::offerFirst(QAction *action)
{
    if (!action || m_ui->openButton->defaultAction() == action)
        return;
    m_ui->openButton->removeAction(action == m_open ? m_compare : m_open);
    m_ui->openButton->setDefaultAction(action);
}

/// What is being written is not lost when another result is shown, and not overwritten when the same is shown again.
void ResultDetail::showDescription(const MadeFile *file)
{
    const qint64 number = file ? file->number : 0;
    if (number == m_described && m_ui->descriptionField->isModified())
        return;
    giveDescription();
    m_described = number;
    m_ui->descriptionField->setEnabled(file);
    m_ui->descriptionField->setText(file ? file->description : QString());
    m_ui->descriptionField->setCursorPosition(0);
}

void ResultDetail::giveDescription()
{
    if (!m_ui->descriptionField->isModified() || m_described == 0)
        return;
    m_ui->descriptionField->setModified(false);
    emit described(m_described, m_ui->descriptionField->text());
}

void ResultDetail::hideEvent(QHideEvent *event)
{
    giveDescription();
    QWidget::hideEvent(event);
}

void ResultDetail::showOne(const MadeFile &file, const ResultFacts &facts)
{
    m_ui->preview->setFile(file.media);
    m_ui->preview->setAccessibleName(resultName(file));
    m_ui->modelLabel->setText(nameText(file.target.model));
    m_ui->practiceLine->say(file.isPractice ? Verdict::Note : Verdict::None, tr("practice output, not an AI model"));
    m_ui->answeredLine->say(facts.answered.isEmpty() ? Verdict::None : Verdict::Look, facts.answered);
    QStringList lines{dayText(file.made), formatText(file.media)};
    if (!facts.cost.isEmpty())
        lines << facts.cost;
    m_ui->factsLabel->setText(lines.join(u'\n'));
    m_ui->promptText->setPlainText(facts.prompt.isEmpty() ? tr("The prompt is not known.") : facts.prompt);
    m_ui->ratingBar->setRating(file.rating);
    showDescription(&file);
}

} // namespace studio
