#pragma once

#include "core/Endpoint.h"
#include "gui/RunFacts.h"

#include <QWidget>

#include <memory>

class QTreeWidget;
class QTreeWidgetItem;

namespace studio
{

namespace Ui
{
class ModelDetails;
}

/// Everything about one model: what it is, what it costs, what it understands, who runs it, what changed.
///
/// Asks nobody by itself: who runs a model is fetched when somebody asks for it.
class ModelDetails : public QWidget
{
    Q_OBJECT

public:
    /// What is shown of a model, all in words.
    struct Facts
    {
        QString title;
        QString warning = {}; ///< Its end, that its prices are old ...: empty for nothing.
        QList<Fact> about = {};
        QList<Fact> prices = {};
        QString promptCost = {}; ///< "about $0.004 for your current prompt".
        QList<Fact> settings = {};
        QList<Fact> changes = {};
        QStringList tags = {};
        bool isFavourite = false;
        bool isPicked = false;
        bool areCompaniesTold = false; ///< Its provider says who runs a model.
        bool takesRouting = false;     ///< And a company can be preferred.
    };

    /// What a company does with what it is sent; empty words are unknown ones.
    struct DataPolicy
    {
        QString words = {};
        QString page = {}; ///< The address at which it says so.
    };

    explicit ModelDetails(QWidget *parent = nullptr);
    ~ModelDetails() override;

    void setFacts(const Facts &facts);
    void clear();
    void focusTabs();

    /// Who runs the model, and what each does with the data it is sent; an empty list with words says why there is none.
    void setEndpoints(const QList<Endpoint> &endpoints, const QList<DataPolicy> &policies, const QString &words);
    void setAsking(bool isAsking);

signals:
    void favouriteRequested(bool isFavourite);
    void pickRequested(bool isPicked);
    void tagsEdited(const QStringList &tags);
    void correctionRequested();
    void endpointsRequested();
    void preferRequested(const QString &company); ///< Its tag, as routing settings name it.
    void avoidRequested(const QString &company);

private:
    void connectControls();
    void setUpCompanies();
    void showFacts(QTreeWidget &view, const QList<Fact> &facts, const QString &emptyWords);
    void showCompanyButtons();

    std::unique_ptr<Ui::ModelDetails> m_ui;
    bool m_takesRouting = false;
};

} // namespace studio
