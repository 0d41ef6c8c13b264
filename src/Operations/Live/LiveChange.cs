namespace Facilities.Operations.Live;

/// <summary>
/// A hint that something changed, never the thing itself: whoever hears it asks again through a query, with his own scope. Ids only, so
/// that the feed can't leak what a caller may not see.
/// </summary>
public readonly record struct LiveChange(LiveTopic Topic, int Id)
{
    public static LiveChange Everything => new(LiveTopic.Everything, 0);
}
