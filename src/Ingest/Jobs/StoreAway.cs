using Facilities.Telemetry;

namespace Facilities.Ingest.Jobs;

/// <summary>What a job that reads the telemetry store does while it is away.</summary>
internal static class StoreAway
{
    /// <summary>Said elsewhere when it began; the next firing goes on.</summary>
    public static async Task WaitsAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
        }
    }
}
