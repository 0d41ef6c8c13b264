namespace Facilities.Domain.Calendars;

/// <summary>A day that differs from the week: a public holiday, or a weekend worked instead (调休). For one community, or for all when <see cref="CommunityId"/> is null; the community's own wins.</summary>
public sealed class CalendarDay
{
    private CalendarDay()
    {
    }

    public CalendarDay(DateOnly date, bool isWorking, CommunityId? communityId = null, string? name = null)
    {
        Date = date;
        IsWorking = isWorking;
        CommunityId = communityId;
        Name = name;
    }

    public long Id { get; private set; }

    public CommunityId? CommunityId { get; private set; }

    public DateOnly Date { get; private set; }

    public bool IsWorking { get; private set; }

    public string? Name { get; private set; }
}
