namespace Facilities.Mqtt;

/// <summary>
/// Who gets a message: one entry per session, overlapping subscriptions merged into the highest QoS with all identifiers
/// [MQTT-3.3.4-2, -4], and one for each shared subscription. Reused from message to message; not thread-safe.
/// </summary>
internal sealed class SubscriptionMatches
{
    /// <summary>Up to this many a search is quicker than a dictionary.</summary>
    private const int SearchedLinearly = 8;

    private readonly List<Match> _matches = [];
    private readonly Dictionary<MqttSession, int> _bySession = [];

    public int Count => _matches.Count;

    public Match this[int index] => _matches[index];

    /// <summary>Whom the message is for; null = for all.</summary>
    public string? Audience { get; private set; }

    /// <summary>Empties it for the next message.</summary>
    /// <param name="audience">Whom that is for; null = for all.</param>
    public void Clear(string? audience = null)
    {
        Audience = audience;
        _matches.Clear();
        if (_bySession.Count > 0)
            _bySession.Clear();
    }

    public void Add(Subscription subscription)
    {
        var index = IndexOf(subscription.Session);
        if (index < 0)
        {
            uint[]? ids = subscription.Identifier == 0 ? null : [subscription.Identifier];
            _matches.Add(new Match(subscription.Session, subscription.Filter.QoS, subscription.Filter.RetainAsPublished, ids));
            Remember(subscription.Session);
            return;
        }

        var match = _matches[index];
        _matches[index] = match with
        {
            QoS = subscription.Filter.QoS > match.QoS ? subscription.Filter.QoS : match.QoS,
            RetainAsPublished = match.RetainAsPublished || subscription.Filter.RetainAsPublished,
            SubscriptionIdentifiers = subscription.Identifier == 0
                ? match.SubscriptionIdentifiers
                : [.. match.SubscriptionIdentifiers ?? [], subscription.Identifier],
        };
    }

    /// <summary>A shared subscription is a delivery of its own, whatever else the session gets [MQTT-4.8.2-3].</summary>
    public void AddShared(Subscription subscription)
        => _matches.Add(new Match(
            subscription.Session, subscription.Filter.QoS, subscription.Filter.RetainAsPublished,
            subscription.Identifier == 0 ? null : [subscription.Identifier], subscription));

    private int IndexOf(MqttSession session)
    {
        if (_bySession.Count > 0)
            return _bySession.GetValueOrDefault(session, -1);
        for (var i = 0; i < _matches.Count; i++)
        {
            if (_matches[i].Session == session && _matches[i].Shared is null)
                return i;
        }

        return -1;
    }

    private void Remember(MqttSession session)
    {
        if (_matches.Count <= SearchedLinearly)
            return;
        if (_bySession.Count == 0)
        {
            for (var i = 0; i < _matches.Count; i++)
            {
                if (_matches[i].Shared is null)
                    _bySession[_matches[i].Session] = i;
            }
        }
        else
        {
            _bySession[session] = _matches.Count - 1;
        }
    }

    /// <summary>One session and how it gets the message.</summary>
    public readonly record struct Match(
        MqttSession Session, MqttQualityOfService QoS, bool RetainAsPublished, uint[]? SubscriptionIdentifiers, Subscription? Shared = null);
}
