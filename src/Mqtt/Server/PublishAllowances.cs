namespace Facilities.Mqtt;

/// <summary>The allowances of user names. Thread-safe.</summary>
internal sealed class PublishAllowances(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PublishAllowance> _byUser = new(StringComparer.Ordinal);

    /// <summary>The user's, for one more connection of his; <see cref="Release"/> follows.</summary>
    /// <param name="username">The credential.</param>
    /// <param name="perSecond">What it may publish now.</param>
    public PublishAllowance Take(string username, int perSecond)
    {
        lock (_gate)
        {
            if (!_byUser.TryGetValue(username, out var allowance) || allowance.PerSecond != perSecond)
                _byUser[username] = allowance = new PublishAllowance(perSecond, time);
            allowance.Holders++;
            return allowance;
        }
    }

    public void Release(PublishAllowance allowance)
    {
        lock (_gate)
            allowance.Holders--;
    }

    /// <summary>Forgets who is gone and would begin anew with the same.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            foreach (var (username, allowance) in _byUser)
            {
                if (allowance.Holders == 0 && allowance.IsFull)
                    _byUser.Remove(username);
            }
        }
    }
}
