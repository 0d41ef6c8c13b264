using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace Facilities.Dashboard.Access;

/// <summary>
/// Who looks at this page. Asked anew after <see cref="Validity"/>: someone whose account was locked, moved to another organisation or given another password
/// must not go on reading through a page he left open. One per circuit.
/// </summary>
internal sealed class CurrentCaller(AuthenticationStateProvider authentication, Callers callers)
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    private Caller? _caller;
    private long _askedAt;

    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the account is gone or locked.</exception>
    public async Task<Caller> GetAsync(CancellationToken cancellationToken)
    {
        if (_caller is not null && TimeProvider.System.GetElapsedTime(_askedAt) < Validity) return _caller;
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _caller = await callers.FindAsync(user, cancellationToken)
            ?? throw new UnauthorizedAccessException();
        _askedAt = TimeProvider.System.GetTimestamp();
        return _caller;
    }
}
