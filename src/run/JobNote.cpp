#include "run/JobNote.h"

#include "providers/ErrorReply.h"

namespace studio
{

QUrl usablePollAddress(const QUrl &address, const Profile &profile)
{
    const bool isOurs = address.isValid() && isSameOrigin(address, profile.base) && address.userInfo().isEmpty();
    return isOurs ? address.adjusted(QUrl::RemoveFragment) : QUrl();
}

bool noteJob(std::optional<Job> &job, const JobChanged &said, const Profile &profile, const QByteArray &secret)
{
    if (!job && said.id.isEmpty())
        return false;
    Job noted = job.value_or(Job{withoutSecret(said.id, secret)});
    noted.word = withoutSecret(said.word, secret);
    noted.percent = said.percent;
    if (const QUrl address = usablePollAddress(said.pollAddress, profile); !address.isEmpty())
        noted.pollAddress = QUrl(withoutSecret(address.toString(QUrl::FullyEncoded), secret));
    job = noted;
    return true;
}

} // namespace studio
