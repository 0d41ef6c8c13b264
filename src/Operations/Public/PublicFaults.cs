using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Public;

/// <summary>The faults part of a public page.</summary>
internal sealed class PublicFaults(AssetTemplateCatalog templates)
{
    /// <summary>Read at once; many times what a community has.</summary>
    private const int Maximum = 2_000;

    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    internal sealed record Result(
        IReadOnlyList<PublicRescue> Rescues, IReadOnlyList<PublicFault> Open, int OpenCount, int OverdueCount, IReadOnlyList<PublicRepair> Repaired, int RepairedCount, TimeSpan? MeanRepair, double? MeanStars);

    public async Task<Result> ReadAsync(FacilitiesDb db, CommunityId site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now - Back;
        var faults = await db.Faults.AsNoTracking().Include(fault => fault.Rounds).Include(fault => fault.Entrapments)
            .Where(fault => fault.CommunityId == site && (fault.OpenFamily != null || (fault.State == FaultState.Closed && fault.EndedAt >= from)))
            .OrderByDescending(fault => fault.Id).Take(Maximum).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        var places = await PlaceLookup.PlacesAsync(db, faults.Select(fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
        var open = faults.Where(fault => fault.IsOpen).OrderBy(fault => fault.Severity).ThenBy(fault => fault.FixBy).ToList();
        var repaired = faults.Where(fault => fault.State == FaultState.Closed && fault.CurrentRound.FixedAt >= from).OrderByDescending(fault => fault.CurrentRound.FixedAt).ToList();
        var took = repaired.ConvertAll(fault => fault.CurrentRound.FixedAt!.Value - fault.DetectedAt);
        var stars = repaired.Where(fault => fault.Stars is not null).Select(fault => fault.Stars!.Value).ToList();
        return new Result(
            [.. open.Where(fault => fault.CurrentEntrapment is { ReleasedAt: null }).Select(fault => new PublicRescue(
                places[fault.AssetId].Name, places[fault.AssetId].Building, fault.CurrentEntrapment!.TrappedAt, fault.ArriveBy, fault.CurrentRound.ArrivedAt is not null))],
            [.. open.Take(PublicPages.MostFaults).Select(fault => new PublicFault(
                places[fault.AssetId].Name, places[fault.AssetId].Building, What(places[fault.AssetId].TypeKey, fault), fault.Severity, fault.State, fault.DetectedAt, fault.FixBy, fault.NextDueAt < now))],
            open.Count, open.Count(fault => fault.NextDueAt < now),
            [.. repaired.Take(PublicPages.MostFaults).Select(fault => new PublicRepair(
                places[fault.AssetId].Name, places[fault.AssetId].Building, What(places[fault.AssetId].TypeKey, fault), fault.CurrentRound.FixedAt!.Value, fault.CurrentRound.FixedAt.Value - fault.DetectedAt, fault.Stars))],
            repaired.Count, took.Count == 0 ? null : TimeSpan.FromSeconds(took.Average(span => span.TotalSeconds)), stars.Count == 0 ? null : Math.Round(stars.Average(), 1));
    }

    /// <summary>The mode's name of its template; nothing that anybody wrote.</summary>
    private LocalizedName What(string type, Fault fault) =>
        !templates.TryGet(type, out var template) ? new LocalizedName(fault.Family, fault.Family)
        : template.TryGetMode(fault.ModeKey, out var mode) ? mode.Name
        : template.Family(fault.Family)?.Name ?? new LocalizedName(fault.Family, fault.Family);
}
