namespace Facilities.Mqtt;

/// <summary>
/// The members of one shared subscription (MQTT 5 §4.8.2): each message goes to one of them, in turn; to whoever is connected first, else to a
/// session that waits. Changed under the tree's write lock, read under its read lock.
/// </summary>
internal sealed class SharedGroup(string name)
{
    private readonly List<Subscription> _members = [];
    private uint _turn;

    public string Name => name;

    public bool IsEmpty => _members.Count == 0;

    /// <returns>False: replaced what the session had.</returns>
    public bool Add(Subscription subscription)
    {
        var existing = _members.FindIndex(s => s.Session == subscription.Session);
        if (existing < 0)
            _members.Add(subscription);
        else
            _members[existing] = subscription;
        return existing < 0;
    }

    public bool Remove(MqttSession session) => _members.RemoveAll(s => s.Session == session) > 0;

    /// <summary>The member whose turn it is, of those that a message for an audience may go to; null = there is none.</summary>
    public Subscription? Next(string? audience)
    {
        var turn = Interlocked.Increment(ref _turn);
        Subscription? waiting = null;
        for (var i = 0u; i < _members.Count; i++)
        {
            var member = _members[(int)((turn + i) % (uint)_members.Count)];
            if (!member.Session.IsAmong(audience))
                continue;
            if (member.Session.Connection is not null)
                return member;
            // QoS 0 doesn't wait for anybody, so it isn't given to who isn't there as long as somebody else is.
            waiting ??= member;
        }

        return waiting;
    }
}
