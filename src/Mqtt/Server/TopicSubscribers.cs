namespace Facilities.Mqtt;

/// <summary>Who subscribed to one filter: each for himself, and the groups that share. Not thread-safe; the tree locks.</summary>
internal sealed class TopicSubscribers
{
    private readonly List<Subscription> _own = new(1);
    private List<SharedGroup>? _shared;

    public bool IsEmpty => _own.Count == 0 && _shared is null;

    /// <returns>False: replaced what the session had [MQTT-3.8.4-3].</returns>
    public bool Add(Subscription subscription)
    {
        if (subscription.ShareName is { } name)
            return GroupOf(name).Add(subscription);
        var existing = _own.FindIndex(s => s.Session == subscription.Session);
        if (existing < 0)
            _own.Add(subscription);
        else
            _own[existing] = subscription;
        return existing < 0;
    }

    public bool Remove(MqttSession session, string? shareName)
    {
        if (shareName is null)
            return _own.RemoveAll(s => s.Session == session) > 0;
        if (Find(shareName) is not { } group || !group.Remove(session))
            return false;
        if (group.IsEmpty)
            _shared!.Remove(group);
        if (_shared is { Count: 0 })
            _shared = null;
        return true;
    }

    /// <summary>Adds everybody whom the message is for to the matches, and of each group the one whose turn it is.</summary>
    public void Take(MqttSession? publisher, SubscriptionMatches into)
    {
        foreach (var subscription in _own)
        {
            if ((!subscription.Filter.NoLocal || subscription.Session != publisher) && subscription.Session.IsAmong(into.Audience))
                into.Add(subscription);
        }

        if (_shared is null)
            return;
        foreach (var group in _shared)
        {
            if (group.Next(into.Audience) is { } member)
                into.AddShared(member);
        }
    }

    /// <summary>The next member of a group that a message for an audience may go to; null = there is none any more.</summary>
    public Subscription? NextOf(string shareName, string? audience) => Find(shareName)?.Next(audience);

    private SharedGroup? Find(string name) => _shared?.Find(g => g.Name == name);

    private SharedGroup GroupOf(string name)
    {
        if (Find(name) is { } group)
            return group;
        group = new SharedGroup(name);
        (_shared ??= new List<SharedGroup>(1)).Add(group);
        return group;
    }
}
