using Facilities.Dashboard.Access;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Demo;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;

namespace Facilities.Dashboard.Demo;

/// <summary>
/// Fills an empty data folder with the demo's two communities and their past. Starts before everything else: timers and jobs must not meet a
/// past that is only half told. Takes the folder's lock first, so that two processes don't tell it at once.
/// </summary>
internal sealed class DemoSeeding(DataFolder folder, DatabaseMigrator migrator, DemoSeeder seeder, DemoAccountList accounts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await migrator.MigrateAsync(cancellationToken);
        await seeder.SeedAsync(cancellationToken);
        accounts.Accounts = [.. DemoAccounts.All.Select(account => new DemoAccountLine(
            account.UserName, account.Password, new LocalizedName(account.Name, account.NameEn), account.Role, account.Organisation))];
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
