#include "gui/SettingEditor.h"

#include "gui/SettingText.h"
#include "gui/SettingValidator.h"

#include <QComboBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QWheelEvent>

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The value that a text stands for; undefined for an empty one, nothing when it cannot be used.
std::optional<QJsonValue> valueOf(const Parameter &parameter, const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    const Result<QJsonValue> value = parseSetting(parameter.name, text);
    return value ? std::optional(*value) : std::nullopt;
}

template <typename Input>
Input *placed(SettingEditor &editor, const Parameter &parameter)
{
    auto *input = new Input(&editor);
    input->setObjectName(parameter.name + u"Edit"_s);
    input->setAccessibleName(accessibleText(parameter));
    auto *layout = new QHBoxLayout(&editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(input);
    return input;
}

/// A slider on a page that scrolls, as CalmBox. What it does can be typed beside it, so Tab goes past it.
class CalmSlider : public QSlider
{
public:
    explicit CalmSlider(QWidget *parent)
        : QSlider(Qt::Horizontal, parent)
    {
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

/// What a slider can tell apart on its short way.
constexpr double mostSlid = 120;

bool canSlide(const Parameter &parameter)
{
    return parameter.isNumber() && parameter.most - parameter.least <= mostSlid;
}

/// Whole numbers one by one, others in twentieths of their range.
double stepOf(const Parameter &parameter)
{
    return parameter.type == Parameter::Type::Whole ? 1 : (parameter.most - parameter.least) / 20;
}

/// Numbers, texts and lists.
class LineEditor : public SettingEditor
{
public:
    LineEditor(const Parameter &parameter, QWidget *parent)
        : SettingEditor(parent)
        , m_parameter(parameter)
        , m_edit(placed<QLineEdit>(*this, parameter))
    {
        m_edit->setPlaceholderText(placeholderText(parameter));
        if (parameter.isNumber())
            m_edit->setValidator(new SettingValidator(parameter, m_edit));
        if (canSlide(parameter))
            addSlider();
        connect(m_edit, &QLineEdit::textEdited, this, &LineEditor::take);
        connect(m_edit, &QLineEdit::inputRejected, this, &LineEditor::refused);
    }

    QWidget &input() const override { return *m_edit; }
    bool isEmpty() const override { return m_edit->text().isEmpty(); }

    void clear() override
    {
        m_edit->clear();
        slideTo(QJsonValue(QJsonValue::Undefined));
    }

    void setValue(const QJsonValue &value) override
    {
        if (valueOf(m_parameter, m_edit->text()) != value)
            m_edit->setText(settingText(value));
        slideTo(value);
    }

private:
    void addSlider()
    {
        m_slider = new CalmSlider(this);
        m_slider->setObjectName(m_parameter.name + u"Slider"_s);
        m_slider->setAccessibleName(settingTitle(m_parameter.name));
        m_slider->setRange(0, int(std::lround((m_parameter.most - m_parameter.least) / stepOf(m_parameter))));
        static_cast<QHBoxLayout *>(layout())->insertWidget(0, m_slider, 1);
        static_cast<QHBoxLayout *>(layout())->setStretch(1, 1);
        connect(m_slider, &QSlider::valueChanged, this, [this](int place) {
            const double value = m_parameter.least + place * stepOf(m_parameter);
            m_edit->setText(m_parameter.type == Parameter::Type::Whole ? QString::number(qint64(std::lround(value)))
                                                                       : QString::number(value, 'g', 3));
            take(m_edit->text());
        });
    }

    /// Not set is the left end: the words beside it say whose the value is.
    void slideTo(const QJsonValue &value)
    {
        if (!m_slider)
            return;
        const QSignalBlocker blocker(m_slider);
        const double number = value.toDouble(m_parameter.least);
        m_slider->setValue(int(std::lround((number - m_parameter.least) / stepOf(m_parameter))));
    }

    void take(const QString &text)
    {
        const auto value = valueOf(m_parameter, text);
        slideTo(value.value_or(QJsonValue(QJsonValue::Undefined)));
        const bool isBeginning = m_parameter.isNumber() && !value; // "-", which can become a number
        emit edited(value.value_or(QJsonValue(QJsonValue::Undefined)));
        if (!value && !isBeginning)
            emit refused();
    }

    const Parameter &m_parameter;
    QLineEdit *m_edit;
    CalmSlider *m_slider = nullptr; ///< Where the range is short enough.
};

/// A box on a page that scrolls: turning the wheel over it scrolls the page.
class CalmBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

/// Choices and flags: what is the model's own comes first.
class ChoiceEditor : public SettingEditor
{
public:
    ChoiceEditor(const Parameter &parameter, QWidget *parent)
        : SettingEditor(parent)
        , m_box(placed<CalmBox>(*this, parameter))
    {
        m_box->addItem(unsetText(parameter), QVariant());
        if (parameter.type == Parameter::Type::Flag) {
            m_box->addItem(choiceText(u"true"_s), true);
            m_box->addItem(choiceText(u"false"_s), false);
        }
        for (const QString &choice : parameter.choices)
            m_box->addItem(choiceText(choice), choice);
        connect(m_box, &QComboBox::activated, this, [this] { emit edited(value()); });
    }

    QWidget &input() const override { return *m_box; }
    bool isEmpty() const override { return m_box->currentIndex() == 0; }
    void clear() override { m_box->setCurrentIndex(0); }
    void setValue(const QJsonValue &value) override
    {
        m_box->setCurrentIndex(value.isUndefined() ? 0 : std::max(0, m_box->findData(value.toVariant())));
    }

private:
    QJsonValue value() const
    {
        return isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue::fromVariant(m_box->currentData());
    }

    CalmBox *m_box;
};

/// A few lines of JSON, read as they are typed.
class JsonEditor : public SettingEditor
{
public:
    JsonEditor(const Parameter &parameter, QWidget *parent)
        : SettingEditor(parent)
        , m_parameter(parameter)
        , m_edit(placed<QPlainTextEdit>(*this, parameter))
    {
        constexpr int lines = 4;
        m_edit->setPlaceholderText(placeholderText(parameter));
        m_edit->setTabChangesFocus(true);
        m_edit->setFixedHeight(lines * QFontMetrics(m_edit->font()).lineSpacing() + 12);
        connect(m_edit, &QPlainTextEdit::textChanged, this, &JsonEditor::take);
    }

    QWidget &input() const override { return *m_edit; }
    bool isEmpty() const override { return m_edit->document()->isEmpty(); }

    void clear() override
    {
        const QSignalBlocker blocker(m_edit);
        m_edit->clear();
    }

    void setValue(const QJsonValue &value) override
    {
        if (valueOf(m_parameter, m_edit->toPlainText()) == value)
            return;
        const QSignalBlocker blocker(m_edit);
        const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        m_edit->setPlainText(value.isUndefined() ? QString() : QString::fromUtf8(document.toJson().trimmed()));
    }

private:
    void take()
    {
        const auto value = valueOf(m_parameter, m_edit->toPlainText());
        emit edited(value.value_or(QJsonValue(QJsonValue::Undefined)));
        if (!value)
            emit refused();
    }

    const Parameter &m_parameter;
    QPlainTextEdit *m_edit;
};

} // namespace

SettingEditor *settingEditor(const Parameter &parameter, QWidget *parent)
{
    switch (parameter.type) {
    case Parameter::Type::Number:
    case Parameter::Type::Whole:
    case Parameter::Type::Text:
    case Parameter::Type::List:
        return new LineEditor(parameter, parent);
    case Parameter::Type::Flag:
    case Parameter::Type::Choice:
        return new ChoiceEditor(parameter, parent);
    case Parameter::Type::Json:
        return new JsonEditor(parameter, parent);
    }
    Q_UNREACHABLE();
}

} // namespace studio
