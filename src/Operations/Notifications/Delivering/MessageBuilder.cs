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
    public async Task<OutgoingMessage> BuildAsync(FacilitiesDb db, Notice notice, CultureInfo culture, Guid id, CancellationToken cancellationToken) =>
        (await BuildAllAsync(db, [notice], culture, id, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The messages of a page of notices, in their order; as many questions to the database as for one.</summary>
    public async Task<IReadOnlyList<OutgoingMessage>> BuildAllAsync(FacilitiesDb db, IReadOnlyCollection<Notice> notices, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var zones = new Dictionary<CommunityId, TimeZoneInfo>();
        foreach (var site in notices.Select(static notice => notice.CommunityId).Distinct())
            zones.Add(site, (await FaultStore.SiteRulesAsync(db, site, cancellationToken).ConfigureAwait(false)).Calendar.Zone);
        var ids = notices.Select(static notice => notice.FaultId).OfType<FaultId>().Distinct().ToList();
        var faults = await db.Faults.AsNoTracking().Include(item => item.Rounds).Include(item => item.Parts).AsSplitQuery().Where(item => ids.Contains(item.Id))
            .ToDictionaryAsync(item => item.Id, cancellationToken).ConfigureAwait(false);
        var places = await PlaceLookup.PlacesAsync(db, faults.Values.Select(static fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(
            db, faults.Values.Select(static fault => fault.AssignedFirmId), faults.Values.Select(static fault => fault.AssignedUserId), cancellationToken).ConfigureAwait(false);
        var goesOn = faults.Values.Select(static fault => fault.MergedIntoId).OfType<FaultId>().Distinct().ToList();
        var merged = goesOn.Count == 0 ? [] : await db.Faults.Where(item => goesOn.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.Number, cancellationToken).ConfigureAwait(false);
        var messages = new List<OutgoingMessage>(notices.Count);
        foreach (var notice in notices)
        {
            var zone = zones[notice.CommunityId];
            if (notice.FaultId is not { } faultId)
            {
                messages.Add(notice.Kind switch
                {
                    NoticeKind.ReportMade => SummaryWriter.Report(notice, culture, id, settings.PublicUrl),
                    NoticeKind.CertificateExpires or NoticeKind.LicenceExpires => await CertificateAsync(db, notice, culture, id, cancellationToken).ConfigureAwait(false),
                    NoticeKind.ClaimDue or NoticeKind.ClaimMoved => SummaryWriter.Claim(notice, zone, now, culture, id, settings.PublicUrl),
                    NoticeKind.PolicyExpires => SummaryWriter.Policy(notice, culture, id, settings.PublicUrl),
                    NoticeKind.ModelDrifted => await ModelDriftAsync(db, notice, culture, id, cancellationToken).ConfigureAwait(false),
                    _ => await StormAsync(db, notice, zone, now, culture, id, cancellationToken).ConfigureAwait(false),
                });
                continue;
            }

            var fault = faults[faultId];
            var place = places[fault.AssetId];
            messages.Add(FaultMessageWriter.Write(
                new MessageFacts(
                    notice, fault, place, WhatOf(place.TypeKey, fault), parties.Person(fault.AssignedUserId) ?? parties.Organisation(fault.AssignedFirmId),
                    fault.MergedIntoId is { } other ? merged.GetValueOrDefault(other) : null, zone, now,
                    notice.Kind >= NoticeKind.PartAsked ? FaultNotices.PartOf(fault, notice.Detail) : null),
                culture, id, settings.PublicUrl));
        }

        return messages;
    }

    /// <summary>A fault as it stands, as its opening would say it now.</summary>
    public async Task<OutgoingMessage> OfFaultAsync(FacilitiesDb db, FaultId faultId, CultureInfo culture, CancellationToken cancellationToken)
    {
        var community = await db.Faults.Where(fault => fault.Id == faultId).Select(fault => fault.CommunityId).FirstAsync(cancellationToken).ConfigureAwait(false);
        var notice = new Notice { FaultId = faultId, CommunityId = community, Kind = NoticeKind.Opened, Cause = "", Detail = CodedText.Of("none"), CreatedAt = clock.GetUtcNow() };
        return await BuildAsync(db, notice, culture, Guid.Empty, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What whoever reported the fault is told of a notice.</summary>
    public async Task<OutgoingMessage> ToReporterAsync(FacilitiesDb db, Notice notice, CultureInfo culture, Guid id, Uri? link, CancellationToken cancellationToken)
    {
        var fault = await db.Faults.AsNoTracking().FirstAsync(item => item.Id == notice.FaultId, cancellationToken).ConfigureAwait(false);
        var (place, what) = await AboutAsync(db, fault, cancellationToken).ConfigureAwait(false);
        return ReporterMessageWriter.Write(new MessageFacts(notice, fault, place, what, null, null, TimeZoneInfo.Utc, clock.GetUtcNow()), culture, id, link);
    }

    /// <summary>Where a fault is, and what is wrong.</summary>
    public async Task<(AssetPlace Place, LocalizedName What)> AboutAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken)
    {
        var place = (await PlaceLookup.PlacesAsync(db, [fault.AssetId], cancellationToken).ConfigureAwait(false))[fault.AssetId];
        return (place, WhatOf(place.TypeKey, fault));
    }

    private async Task<OutgoingMessage> StormAsync(
        FacilitiesDb db, Notice notice, TimeZoneInfo zone, DateTimeOffset now, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        var community = await db.Communities.AsNoTracking().FirstAsync(item => item.Id == notice.CommunityId, cancellationToken).ConfigureAwait(false);
        var since = StormNotice.SinceOf(notice);
        var count = StormNotice.CountOf(notice)
            ?? await db.Faults.CountAsync(fault => fault.CommunityId == notice.CommunityId && fault.ReceivedAt >= since, cancellationToken).ConfigureAwait(false);
        return SummaryWriter.Storm(Names.Of(community.Name, community.NameEn), StormNotice.IsOver(notice), count, since, now, zone, culture, id, settings.PublicUrl);
    }

    /// <summary>Whose paper it is, by the name it has now.</summary>
    private async Task<OutgoingMessage> CertificateAsync(FacilitiesDb db, Notice notice, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        int? Number(string name) => int.TryParse(notice.Detail.Parameters.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var whose = "";
        if (notice.Detail.Parameters.GetValueOrDefault("policy") is { Length: > 0 } policy)
        {
            whose = policy;
        }
        else if (Number("asset") is { } asset)
        {
            var place = (await PlaceLookup.PlacesAsync(db, [new AssetId(asset)], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(new AssetId(asset));
            whose = place is null ? "" : $"{place.Community.For(culture)} {place.Name.For(culture)}";
        }
        else if (Number("holder") is { } holder)
        {
            var parties = await PartyLookup.LoadAsync(db, [], [new UserId(holder)], cancellationToken).ConfigureAwait(false);
            whose = parties.Person(new UserId(holder))?.For(culture) ?? "";
        }

        return SummaryWriter.Certificate(notice, whose, culture, id, settings.PublicUrl);
    }

    private async Task<OutgoingMessage> ModelDriftAsync(FacilitiesDb db, Notice notice, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        _ = int.TryParse(notice.Detail.Parameters.GetValueOrDefault("asset"), NumberStyles.None, CultureInfo.InvariantCulture, out var asset);
        var place = (await PlaceLookup.PlacesAsync(db, [new AssetId(asset)], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(new AssetId(asset));
        return SummaryWriter.ModelDrift(notice, place is null ? "" : $"{place.Community.For(culture)} {place.Name.For(culture)}", culture, id, settings.PublicUrl);
    }

    private LocalizedName WhatOf(string typeKey, Fault fault)
    {
        if (!templates.TryGet(typeKey, out var template)) return new LocalizedName(fault.ModeKey, fault.ModeKey);
        if (template.TryGetMode(fault.ModeKey, out var mode)) return mode.Name;
        return template.Family(fault.Family)?.Name ?? new LocalizedName(fault.ModeKey, fault.ModeKey);
    }
}
