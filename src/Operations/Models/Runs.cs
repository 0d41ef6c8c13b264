using Facilities.Domain;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>Where long runs stand, in the database: another process or a restart goes on there. Thread-safe.</summary>
internal sealed class Runs(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>The round to go on with; null: the last one is through, and the next begins later.</summary>
    /// <param name="name">The job.</param>
    /// <param name="notBefore">A round that began before this and is through is followed by another; one that isn't through goes on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RunProgress?> ResumeAsync(string name, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var run = await db.RunProgress.AsNoTracking().FirstOrDefaultAsync(item => item.Name == name, cancellationToken).ConfigureAwait(false);
            if (run is { EndedAt: null }) return run;
            return run is null || run.StartedAt < notBefore ? new RunProgress { Name = name, StartedAt = clock.GetUtcNow(), TouchedAt = clock.GetUtcNow() } : null;
        }
    }

    public Task SaveAsync(RunProgress run, CancellationToken cancellationToken) => writer.WriteAsync(async (unit, token) =>
    {
        var stored = await unit.Db.RunProgress.FirstOrDefaultAsync(item => item.Name == run.Name, token).ConfigureAwait(false);
        if (stored is null) unit.Db.RunProgress.Add(stored = new RunProgress { Name = run.Name });
        (stored.Position, stored.StartedAt, stored.TouchedAt, stored.EndedAt, stored.Done, stored.Changed) = (run.Position, run.StartedAt, clock.GetUtcNow(), run.EndedAt, run.Done, run.Changed);
    }, cancellationToken);
}
