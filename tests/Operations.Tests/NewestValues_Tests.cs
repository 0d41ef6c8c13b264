using Facilities.Operations.Assets;
using Facilities.Telemetry;
using Facilities.Testing;

namespace Facilities.Operations.Tests;

/// <summary>A dashboard beside ingest has no detectors: while the store is away it knows what it was told last.</summary>
public sealed class NewestValues_Tests
{
    private static readonly SourceId Known = new(1);
    private static readonly SourceId Unknown = new(2);

    [Fact]
    public async Task While_the_store_is_away_what_was_read_last_is_answered_and_what_never_was_is_refused()
    {
        var series = new MemorySeries();
        series.Add(Known.Value, 3, 1_000, 20.5);
        var (store, script) = ScriptedStore.Around(series);
        var newest = new NewestValues(store, detectors: null);
        (await newest.OfAsync([Known], default)).ShouldHaveSingleItem();
        script.Away = new StoreUnavailableException("timeout", "It does not answer.");

        (await newest.OfAsync([Known, Unknown], default)).ShouldBe([new LastValue(Known, 3, 1_000, 20.5)]);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await newest.OfAsync([Unknown], default))).Reason.ShouldBe("timeout");
    }
}
