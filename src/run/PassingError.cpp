#include "run/PassingError.h"

namespace studio
{

bool isPassing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotConnected:
    case ErrorKind::ProxyFailed:
    case ErrorKind::ConnectionLost:
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::IdleTimeout:
    case ErrorKind::CutOff:
    case ErrorKind::RateLimited:
    case ErrorKind::Overloaded:
    case ErrorKind::ServerFault:
    case ErrorKind::ServerTimeout:
        return true;
    case ErrorKind::Internal:
    case ErrorKind::Rejected:
    case ErrorKind::Cancelled:
    case ErrorKind::Interrupted:
    case ErrorKind::KeyMissing:
    case ErrorKind::KeychainFailed:
    case ErrorKind::StorageFailed:
    case ErrorKind::TlsFailed:
    case ErrorKind::TookTooLong:
    case ErrorKind::LinkExpired:
    case ErrorKind::Redirected:
    case ErrorKind::NotAnApi:
    case ErrorKind::Garbled:
    case ErrorKind::TooLarge:
    case ErrorKind::EmptyAnswer:
    case ErrorKind::BadRequest:
    case ErrorKind::Unauthorized:
    case ErrorKind::NoCredit:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::PayloadTooLarge:
    case ErrorKind::ContextTooLong:
    case ErrorKind::Unknown:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace studio
