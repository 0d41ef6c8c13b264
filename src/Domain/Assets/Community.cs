using Facilities.Domain.Calendars;

namespace Facilities.Domain.Assets;

/// <summary>
/// A community (小区): the graded unit, with its buildings and households. <see cref="SiteCode"/> is the <c>{site}</c> level of MQTT topics and unique.
/// Carries what deadlines need: time zone, working hours, and whether it lies in a districted city (设区的市).
/// </summary>
public sealed class Community
{
    private Community()
    {
    }

    /// <param name="siteCode">1–64 characters a–z, 0–9 and '-'.</param>
    /// <param name="name">Chinese name.</param>
    /// <param name="timeZoneId">IANA id, e.g. <c>Asia/Shanghai</c>.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.CodeMalformed"/>, <see cref="RuleCodes.TimeZoneUnknown"/>.</exception>
    public Community(string siteCode, string name, string? nameEn, OrganisationId districtId, string timeZoneId = "Asia/Shanghai")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Codes.Require(siteCode);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out _)) throw new RuleViolation(RuleCodes.TimeZoneUnknown, ("zone", timeZoneId));
        SiteCode = siteCode;
        Name = name;
        NameEn = nameEn;
        DistrictId = districtId;
        TimeZoneId = timeZoneId;
    }

    public CommunityId Id { get; private set; }

    public string SiteCode { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? NameEn { get; private set; }

    public string? Address { get; set; }

    public OrganisationId DistrictId { get; private set; }

    public OrganisationId? SubdistrictId { get; set; }

    public OrganisationId? PropertyFirmId { get; set; }

    public OrganisationId? OwnersCommitteeId { get; set; }

    public string TimeZoneId { get; private set; } = "Asia/Shanghai";

    /// <summary>A trapped person must be reached within 30 minutes here, within an hour elsewhere.</summary>
    public bool InDistrictedCity { get; set; } = true;

    public int Households { get; set; }

    /// <summary>Where it lies, degrees by WGS 84; null when nobody has said.</summary>
    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>How far from there a phone still counts as at the site, metres.</summary>
    public int FenceMetres { get; set; } = 300;

    public GeoPoint? Place => Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null;

    /// <summary>When P3 and P4 clocks run.</summary>
    public WorkingHours WorkingHours { get; set; } = WorkingHours.Default;

    /// <summary>The site's calendar with the holidays and working weekends that hold for it.</summary>
    public WorkingCalendar Calendar(IEnumerable<CalendarDay> days) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId), WorkingHours, days.Where(day => day.CommunityId is null || day.CommunityId == Id));
}
