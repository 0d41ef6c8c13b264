using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>What the look at one asset goes by.</summary>
/// <param name="Models">Those that judge.</param>
/// <param name="Standing">Findings of models that stand.</param>
/// <param name="Unhealthy">Faults and permits.</param>
/// <param name="HasOpenFault">A fault that no model told of is open: an alarm of a shadow is then no false one.</param>
/// <param name="Ended">Faults that models told of, and how they ended.</param>
internal sealed record ModelFacts(IReadOnlyList<AssetModel> Models, IReadOnlyList<StandingModelFinding> Standing, UnhealthyTime Unhealthy, bool HasOpenFault, IReadOnlyList<MarkedFault> Ended)
{
    public static async Task<ModelFacts> LoadAsync(FacilitiesDb db, AssetId id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var models = await db.AssetModels.AsNoTracking().Where(model => model.AssetId == id && model.State != ModelState.Retired).OrderBy(model => model.Version).ToListAsync(cancellationToken).ConfigureAwait(false);
        var standing = await db.Findings.Where(finding => finding.AssetId == id && finding.ClearedAt == null && finding.RuleKey.StartsWith(ModelFindings.Prefix))
            .Select(finding => new { finding.RuleKey, finding.OnsetAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var isFaulty = await db.Faults.AnyAsync(fault => fault.AssetId == id && fault.OpenFamily != null && !(fault.RuleKey != null && fault.RuleKey.StartsWith(ModelFindings.Prefix)), cancellationToken).ConfigureAwait(false);
        return new ModelFacts(
            models, [.. standing.Select(finding => new StandingModelFinding(finding.RuleKey, finding.OnsetAt.ToUnixTimeMilliseconds()))],
            await UnhealthyTime.LoadAsync(db, id, from, cancellationToken).ConfigureAwait(false), isFaulty, await MarkedFault.OfAsync(db, id, cancellationToken).ConfigureAwait(false));
    }
}
