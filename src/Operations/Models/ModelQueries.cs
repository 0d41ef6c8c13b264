using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Models;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>What was learned of assets, for whoever manages them. Thread-safe.</summary>
public sealed class ModelQueries(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates)
{
    /// <summary>Versions of one asset that are shown.</summary>
    private const int MostVersions = 50;

    /// <summary>Models that judge, drifted and shadows first; the caller's assets only.</summary>
    public async Task<Rows<AssetModelRow>> ListAsync(Scope scope, ModelState? state, Paging paging, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var models = db.AssetModels.AsNoTracking().Where(model => db.AssetsIn(scope).Any(asset => asset.Id == model.AssetId));
            models = state is { } one ? models.Where(model => model.State == one) : models.Where(model => model.State != ModelState.Retired);
            var total = await models.CountAsync(cancellationToken).ConfigureAwait(false);
            var rows = await models.OrderBy(model => model.DriftSince == null).ThenBy(model => model.State).ThenBy(model => model.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<AssetModelRow>(await RowsAsync(db, rows, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>All versions of an asset's models, the newest first; null if there is no such asset in the scope.</summary>
    public async Task<IReadOnlyList<AssetModelRow>?> OfAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.AssetsIn(scope).AnyAsync(asset => asset.Id == id, cancellationToken).ConfigureAwait(false)) return null;
            var rows = await db.AssetModels.AsNoTracking().Where(model => model.AssetId == id).OrderBy(model => model.Baseline).ThenByDescending(model => model.Version).Take(MostVersions)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return await RowsAsync(db, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The long runs over all assets, by name.</summary>
    public async Task<IReadOnlyList<RunRow>> RunsAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.RunProgress.OrderBy(run => run.Name).Select(run => new RunRow(run.Name, run.StartedAt, run.TouchedAt, run.EndedAt, run.Done, run.Changed)).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<AssetModelRow>> RowsAsync(FacilitiesDb db, List<AssetModel> models, CancellationToken cancellationToken)
    {
        var places = await PlaceLookup.PlacesAsync(db, models.Select(model => model.AssetId).Distinct(), cancellationToken).ConfigureAwait(false);
        return [.. models.Where(model => places.ContainsKey(model.AssetId)).Select(model => Row(model, places[model.AssetId]))];
    }

    private AssetModelRow Row(AssetModel model, AssetPlace place) => new(
        model.AssetId, place.TypeKey, place.SiteCode, place.Code, place.Name, model.Baseline, model.Version, model.State, model.TrainedFrom, model.TrainedTo, model.TrainedAt, model.Rows, model.HeldOut, model.Limit,
        model.TrainedLimit, Signals(model, place.TypeKey), model.ShadowUntil, model.ShadowAlarms, model.OtherAlarms, model.ActiveSince, model.RetiredAt, model.End, model.DriftSince, model.Real, model.FalseAlarms,
        model.State == ModelState.Active);

    private IReadOnlyList<ModelSignalRow> Signals(AssetModel model, string typeKey)
    {
        if (!templates.TryGet(typeKey, out var template) || ModelShapes.Of(template, model.Baseline) is not { } shape) return [];
        var fit = ModelText.FitOf(model);
        // A model of a former version of the type.
        return fit.Signals.Any(i => i >= shape.Signals.Count) ? []
            : [.. fit.Signals.Select((i, j) => new ModelSignalRow(shape.Signals[i].Point, fit.Level[j], fit.Spread[j], fit.Explained[j]))];
    }
}
