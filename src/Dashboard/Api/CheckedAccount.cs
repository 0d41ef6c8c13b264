using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;

namespace Facilities.Dashboard.Api;

/// <summary>An account whose password, and second step where it has one, were right just now.</summary>
internal sealed record CheckedAccount(AppUser User, Caller Caller);
