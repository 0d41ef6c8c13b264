using System.Diagnostics;

namespace Facilities.Ingest.Tests;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Eventually
{
    public static async Task ShouldHold(Func<bool> condition, string what, int seconds = 20) =>
        await ShouldHold(() => Task.FromResult(condition()), what, seconds);

    public static async Task ShouldHold(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(seconds), what);
            await Task.Delay(20);
        }
    }
}
