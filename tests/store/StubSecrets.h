#pragma once

#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QHash>
#include <QMap>

using Attributes = QMap<QString, QString>;

/// A Secret Service on the session bus that does what a test wants, on the thread of the test.
///
/// It is good until told otherwise, method by method. On the test's own thread, because whoever waits for it
/// without going back to the event loop would never get an answer.
class StubSecrets : public QDBusVirtualObject
{
public:
    enum class Way {
        Good,
        Locked,    ///< Says that the collection is locked.
        Refused,   ///< Says that this is not allowed.
        Silent,    ///< Never answers.
        Garbage,   ///< Answers with a text and a number, whatever was asked.
        Dies,      ///< Leaves the bus instead of answering.
        Dismissed, ///< Of Prompt alone: the person closes the question.
    };

    StubSecrets();
    ~StubSecrets() override;

    void set(const QString &method, Way way) { m_ways.insert(method, way); }
    void lock() { m_isLocked = true; }
    void put(const QString &server, const QString &user, const QByteArray &secret); ///< As QtKeychain would.
    void leave(); ///< Off the bus, with everything.

    QStringList calls; ///< The methods that were called, properties left out.
    int itemCount() const { return int(m_items.size()); }
    QByteArray secretOf(const QString &user) const;

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override;

private:
    struct Item
    {
        Attributes attributes;
        QByteArray secret;
    };

    QVariantList goodAnswer(const QDBusMessage &message);
    QVariantList createItem(const QDBusMessage &message);
    QVariantList found(const Attributes &wanted) const;
    QVariantList unlock(const QDBusMessage &message);
    QVariantList secrets(const QDBusMessage &message) const;
    void answerPrompt(const QDBusMessage &message, const QDBusConnection &bus);

    const QString m_busName;
    QHash<QString, Way> m_ways;
    QMap<QDBusObjectPath, Item> m_items;
    QList<QDBusObjectPath> m_toUnlock;
    int m_made = 0;
    bool m_isLocked = false;
};
