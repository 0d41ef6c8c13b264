using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>Tells that an asset is operated as it never was while its model was trained: to who manages at its property firm and to administrators, never to crews, because nothing is broken.</summary>
internal static class ModelDrift
{
    private const int MostTold = 20;

    /// <summary>Once per model and day.</summary>
    public static async Task TellAsync(WriteUnit unit, AssetModel model, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cause = string.Create(CultureInfo.InvariantCulture, $"model/{model.Id}/{SiteDay.Of(now):yyyy-MM-dd}");
        if (await unit.Db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return;
        var site = await unit.Db.Communities.Where(item => unit.Db.Assets.Any(asset => asset.Id == model.AssetId && asset.CommunityId == item.Id)).Select(item => new { item.Id, item.PropertyFirmId })
            .FirstAsync(cancellationToken).ConfigureAwait(false);
        var people = await unit.Db.Users.Working().Where(user => user.Role == Role.Admin || ((user.Role == Role.Firm || user.Role == Role.FirmAdmin) && user.OrganisationId == site.PropertyFirmId))
            .OrderBy(user => user.Id).Select(user => user.Id).Take(MostTold).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (people.Count == 0) return;
        unit.Tell(new Notice
        {
            CommunityId = site.Id,
            Kind = NoticeKind.ModelDrifted,
            Audience = NoticeAudience.None,
            Recipients = people.Aggregate(UserSet.Empty, (all, id) => all.With(new UserId(id))),
            Cause = cause,
            Detail = CodedText.Of("model.drifted", ("asset", model.AssetId), ("baseline", model.Baseline), ("version", model.Version)),
            CreatedAt = now,
        });
    }
}
