namespace Facilities.Operations.Live;

/// <summary>Tells open pages that something changed. In one process a set of bounded sets (<see cref="LiveFeed"/>); between processes PostgreSQL carries it (<see cref="SharedLiveFeed"/>). Thread-safe.</summary>
public interface ILiveFeed
{
    /// <summary>Whether anyone listens; publishers on the hot path ask first.</summary>
    bool HasSubscribers { get; }

    /// <summary>Tells everyone who is interested. Never waits, never throws, allocates nothing.</summary>
    void Publish(LiveChange change);

    /// <summary>Starts to listen; dispose to stop.</summary>
    ILiveSubscription Subscribe(LiveInterest interest);
}
