#include "gui/PictureView.h"

#include "gui/ElidedLabel.h"
#include "gui/NoticeStrip.h"
#include "gui/PictureSurface.h"
#include "gui/PictureText.h"
#include "gui/Theme.h"
#include "gui/WhenDone.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

template <typename Act>
QAction *added(QList<QAction *> &actions, QWidget &owner, const QString &text, const char *icon, const char *name, Act act)
{
    auto *action = new QAction(icon ? QIcon::fromTheme(QString::fromLatin1(icon)) : QIcon(), text, &owner);
    action->setObjectName(QString::fromLatin1(name));
    QObject::connect(action, &QAction::triggered, &owner, act);
    actions << action;
    return action;
}

/// A button's menu without the arrow that the style would paint over its text.
void popUp(QToolButton &button, QMenu &menu)
{
    QObject::connect(&button, &QToolButton::clicked, &menu, [&button, &menu] {
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())));
    });
}

} // namespace

PictureView::PictureView(PictureDecoder &decoder, QWidget *parent)
    : QWidget(parent)
    , m_decoder(decoder)
    , m_surface(new PictureSurface(this))
    , m_files(new PictureFiles(*this))
    , m_line(new QWidget(this))
    , m_facts(new ElidedLabel(m_line))
    , m_zoomButton(new QToolButton(m_line))
    , m_moreButton(new QToolButton(m_line))
    , m_notice(new NoticeStrip(this))
{
    m_surface->setObjectName(u"pictureSurface"_s);
    m_notice->setObjectName(u"pictureNotice"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_surface, 1);
    layout->addWidget(m_notice);
    layout->addWidget(m_line);
    buildZoomActions();
    buildFileActions();
    buildFactsLine();
    setFocusProxy(m_surface);
    connect(m_surface, &PictureCanvas::zoomChanged, this, &PictureView::updateZoom);
    connect(m_surface, &PictureCanvas::dragOutRequested, m_files, &PictureFiles::drag);
    connect(m_surface, &PictureSurface::copyRequested, m_files, &PictureFiles::copy);
    connect(m_files, &PictureFiles::failed, this, [this](const QString &text) { m_notice->say(Verdict::Failed, {text}); });
    connect(&m_files->outgoing(), &OutgoingFile::saved, this, [this](const QString &path) {
        m_notice->say(Verdict::Passed, {tr("Saved as %1").arg(path)});
    });
    connect(&m_files->outgoing(), &OutgoingFile::said, this, [this](const QString &text) {
        m_notice->say(text.isEmpty() ? Verdict::None : Verdict::Note, {text});
    });
    setState(State::Empty);
}

PictureView::~PictureView()
{
    m_cancel.cancel();
}

void PictureView::buildFactsLine()
{
    m_facts->setObjectName(u"pictureFacts"_s);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_zoomButton->setObjectName(u"zoomButton"_s);
    m_zoomButton->setAutoRaise(true);
    m_zoomButton->setFont(withTabularFigures(m_zoomButton->font()));
    m_zoomButton->setToolTip(tr("Size on the screen"));
    auto *zooms = new QMenu(m_zoomButton);
    zooms->addActions(m_zoomActions);
    popUp(*m_zoomButton, *zooms);
    m_moreButton->setObjectName(u"pictureMoreButton"_s);
    m_moreButton->setAutoRaise(true);
    m_moreButton->setIcon(QIcon::fromTheme(u"overflow-menu"_s, QIcon::fromTheme(u"application-menu"_s)));
    m_moreButton->setToolTip(tr("Copy, save, show the file"));
    m_moreButton->setAccessibleName(tr("Picture menu"));
    auto *more = new QMenu(m_moreButton);
    more->addActions(m_fileActions);
    popUp(*m_moreButton, *more);
    auto *layout = new QHBoxLayout(m_line);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_facts, 1);
    layout->addWidget(m_zoomButton);
    layout->addWidget(m_moreButton);
}

void PictureView::buildZoomActions()
{
    PictureSurface *const surface = m_surface;
    const auto add = [&](const QString &text, const char *icon, const char *name, const QString &key, auto act) {
        // The key is the surface's own; a shortcut would take it from text fields.
        added(m_zoomActions, *this, text + u'\t' + key, icon, name, act);
    };
    add(tr("Fit"), "zoom-fit-best", "fitAction", u"0"_s, [surface] { surface->fit(); });
    add(tr("Actual size"), "zoom-original", "actualSizeAction", u"1"_s, [surface] { surface->showActualSize(); });
    add(tr("Zoom in"), "zoom-in", "zoomInAction", u"+"_s, [surface] { surface->zoomBySteps(1); });
    add(tr("Zoom out"), "zoom-out", "zoomOutAction", u"−"_s, [surface] { surface->zoomBySteps(-1); });
}

void PictureView::buildFileActions()
{
    // The key belongs to the Edit menu, which calls the surface's copy().
    const QString copyKeys = QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText);
    added(m_fileActions, *this, tr("Copy picture") + u'\t' + copyKeys, "edit-copy", "copyPictureAction", [this] { m_files->copy(); });
    m_plainCopy = added(m_fileActions, *this, tr("Copy without history"), nullptr, "plainCopyAction",
                        [this] { emit copyWithoutHistoryRequested(); });
    added(m_fileActions, *this, tr("Save picture as …"), "document-save-as", "savePictureAction", [this] { m_files->saveAs(); });
    added(m_fileActions, *this, tr("Show in folder"), "folder-open", "revealPictureAction", [this] { m_files->reveal(); });
    m_reference = added(m_fileActions, *this, tr("Use as reference"), "insert-image", "referenceAction",
                        [this] { emit referenceRequested(); });
}

const Picture &PictureView::picture() const
{
    return m_surface->picture();
}

void PictureView::setSource(const PictureSource &source)
{
    if (source == m_source && m_state != State::Failed)
        return;
    m_cancel.cancel();
    m_cancel = {};
    m_source = source;
    m_notice->clear();
    m_files->setPicture(source, {});
    if (source.isEmpty()) {
        m_surface->clear();
        setState(State::Empty);
        return;
    }
    m_surface->showWaiting();
    setState(State::Waiting);
    const CancelFlag mine = m_cancel;
    whenDone(m_decoder.decode(source, mine), this, [this, mine](const Result<Picture> &picture) {
        if (!mine.isCancelled())
            take(picture);
    });
}

void PictureView::take(const Result<Picture> &picture)
{
    if (!picture) {
        m_problem = pictureProblemText(picture.error());
        m_surface->showProblem(m_problem);
        setState(State::Failed);
        return;
    }
    m_surface->showPicture(*picture);
    m_surface->fit();
    m_files->setPicture(m_source, *picture);
    setState(State::Shown);
}

void PictureView::setName(const QString &name)
{
    m_name = name;
    updateFacts();
}

void PictureView::setFactsVisible(bool isVisible)
{
    m_line->setVisible(isVisible);
}

void PictureView::setState(State state)
{
    m_state = state;
    if (state != State::Failed)
        m_problem.clear();
    const bool isShown = state == State::Shown;
    for (QAction *action : std::as_const(m_zoomActions))
        action->setEnabled(isShown);
    for (QAction *action : std::as_const(m_fileActions))
        action->setEnabled(isShown);
    // What cannot be shown can still be kept.
    const bool hasFile = isShown || (state == State::Failed && !m_source.isEmpty());
    for (QAction *action : std::as_const(m_fileActions)) {
        if (action->objectName() == "savePictureAction"_L1)
            action->setEnabled(hasFile);
        if (action->objectName() == "revealPictureAction"_L1)
            action->setEnabled(hasFile && !m_source.path.isEmpty());
    }
    m_zoomButton->setVisible(isShown);
    m_moreButton->setEnabled(hasFile);
    updateFacts();
    updateZoom();
    emit stateChanged();
}

void PictureView::updateFacts()
{
    const QString name = m_name.isEmpty() ? tr("Picture") : m_name;
    QString facts;
    QString spoken;
    switch (m_state) {
    case State::Empty:
        spoken = tr("nothing to show yet");
        break;
    case State::Waiting:
        facts = spoken = tr("Reading the picture …");
        break;
    case State::Failed:
        spoken = m_problem;
        break;
    case State::Shown:
        facts = pictureFactsText(picture().facts);
        spoken = spokenPictureFacts(picture().facts);
        if (!picture().isWhole) {
            facts = cutPictureText() + u" · "_s + facts;
            spoken += u", "_s + cutPictureText();
        }
        break;
    }
    m_facts->setText(facts);
    m_surface->setAccessibleName(name + u", "_s + spoken);
    m_surface->setAccessibleDescription(tr("Plus and minus zoom, 0 fits, 1 shows the actual size, arrow keys pan."));
}

void PictureView::updateZoom()
{
    const QString text = zoomText(m_surface->zoom());
    m_zoomButton->setText(text);
    m_zoomButton->setAccessibleName(tr("Zoom: %1").arg(text));
}

void PictureView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_fileActions);
    menu->addSeparator();
    menu->addActions(m_zoomActions);
    menu->popup(event->globalPos());
}

} // namespace studio
