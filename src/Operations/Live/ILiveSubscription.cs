namespace Facilities.Operations.Live;

/// <summary>
/// What changed since the last look, each thing once however often it changed. Holds at most
/// <see cref="LiveFeed.MaximumPending"/> things; beyond that it says <see cref="LiveTopic.Everything"/>. One reader at a time.
/// </summary>
public interface ILiveSubscription : IDisposable
{
    /// <summary>Waits until something changed and takes all of it. The reader sets the pace: changes gather while it draws.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<IReadOnlyCollection<LiveChange>> NextAsync(CancellationToken cancellationToken);
}
