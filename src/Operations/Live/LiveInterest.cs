using System.Collections.Frozen;

namespace Facilities.Operations.Live;

/// <summary>What a subscriber wants to hear of. Immutable.</summary>
public sealed class LiveInterest
{
    private readonly FrozenSet<int>? _assets;
    private readonly int _topics;

    private LiveInterest(IEnumerable<LiveTopic> topics, FrozenSet<int>? assets)
    {
        foreach (var topic in topics) _topics |= 1 << (int)topic;
        _assets = assets;
    }

    /// <summary>Every change of these topics.</summary>
    public static LiveInterest In(params LiveTopic[] topics) => new(topics, null);

    /// <summary>New values of these assets only, besides every change of the topics.</summary>
    public static LiveInterest InValuesOf(IEnumerable<int> assets, params LiveTopic[] topics) =>
        new([LiveTopic.Values, .. topics], assets.ToFrozenSet());

    public bool Wants(LiveChange change) => change.Topic == LiveTopic.Everything ||
        (_topics & (1 << (int)change.Topic)) != 0 && (change.Topic != LiveTopic.Values || _assets is null || _assets.Contains(change.Id));
}
