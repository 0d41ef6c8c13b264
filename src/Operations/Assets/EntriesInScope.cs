using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Assets;

/// <summary>From an asset's number to what intake knows of it, if the caller may see it. Thread-safe.</summary>
public sealed class EntriesInScope(IDbContextFactory<FacilitiesDb> databases, AssetDirectory directory)
{
    /// <summary>Null if there is no such asset in the scope.</summary>
    internal async Task<AssetEntry?> FindAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        if (!directory.TryGet(new SourceId(id.Value), out var entry)) return null;
        if (scope.Kind == ScopeKind.Everything) return entry;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.AssetsIn(scope).AnyAsync(asset => asset.Id == id, cancellationToken).ConfigureAwait(false) ? entry : null;
        }
    }
}
