using Facilities.Operations.Assets;

namespace Facilities.Ingest.Hosting;

/// <summary>Brings up a dashboard without ingest: takes its folder, and waits for a database of this version.</summary>
internal sealed class FrontService(DataFolder folder, DatabaseStart database, AssetDirectory directory) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
