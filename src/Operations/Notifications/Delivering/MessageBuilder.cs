using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Wording;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Loads what a message says and has it worded. What it says is as of now: a message that waited tells how things stand. Thread-safe.</summary>
internal sealed class MessageBuilder(AssetTemplateCatalog templates, NotificationSettings settings, SiteClock clock)
{
    /// <summary>The message of one notice.</summary>
    public async Task<OutgoingMessage> BuildAsync(FacilitiesDb db, Notice notice, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var zone = (await FaultStore.SiteRulesAsync(db, notice.CommunityId, cancellationToken).ConfigureAwait(false)).Calendar.Zone;
        if (notice.FaultId is not { } faultId)
        {
            var community = await db.Communities.AsNoTracking().FirstAsync(item => item.Id == notice.CommunityId, cancellationToken).ConfigureAwait(false);
            var since = StormNotice.SinceOf(notice);
            var count = StormNotice.CountOf(notice)
                ?? await db.Faults.CountAsync(fault => fault.CommunityId == notice.CommunityId && fault.ReceivedAt >= since, cancellationToken).ConfigureAwait(false);
            return SummaryWriter.Storm(Names.Of(community.Name, community.NameEn), StormNotice.IsOver(notice), count, since, now, zone, culture, id, settings.PublicUrl);
        }

        var fault = await db.Faults.AsNoTracking().Include(item => item.Rounds).FirstAsync(item => item.Id == faultId, cancellationToken).ConfigureAwait(false);
        var place = (await PlaceLookup.PlacesAsync(db, [fault.AssetId], cancellationToken).ConfigureAwait(false))[fault.AssetId];
        var parties = await PartyLookup.LoadAsync(db, [fault.AssignedFirmId], [fault.AssignedUserId], cancellationToken).ConfigureAwait(false);
        var merged = fault.MergedIntoId is { } other ? await db.Faults.Where(item => item.Id == other).Select(item => item.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) : null;
        return FaultMessageWriter.Write(
            new MessageFacts(notice, fault, place, WhatOf(place.TypeKey, fault), parties.Person(fault.AssignedUserId) ?? parties.Organisation(fault.AssignedFirmId), merged, zone, now),
            culture, id, settings.PublicUrl);
    }

    /// <summary>A fault as it stands, as its opening would say it now.</summary>
    public async Task<OutgoingMessage> OfFaultAsync(FacilitiesDb db, FaultId faultId, CultureInfo culture, CancellationToken cancellationToken)
    {
        var community = await db.Faults.Where(fault => fault.Id == faultId).Select(fault => fault.CommunityId).FirstAsync(cancellationToken).ConfigureAwait(false);
        var notice = new Notice { FaultId = faultId, CommunityId = community, Kind = NoticeKind.Opened, Cause = "", Detail = CodedText.Of("none"), CreatedAt = clock.GetUtcNow() };
        return await BuildAsync(db, notice, culture, Guid.Empty, cancellationToken).ConfigureAwait(false);
    }

    private LocalizedName WhatOf(string typeKey, Fault fault)
    {
        if (!templates.TryGet(typeKey, out var template)) return new LocalizedName(fault.ModeKey, fault.ModeKey);
        if (template.TryGetMode(fault.ModeKey, out var mode)) return mode.Name;
        return template.Family(fault.Family)?.Name ?? new LocalizedName(fault.ModeKey, fault.ModeKey);
    }
}
