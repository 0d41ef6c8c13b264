using System.Globalization;
using Facilities.Dashboard.Live;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>
/// The list's state as it stands in the address, so that a view can be sent to someone. Nonsense in the address is nobody's crash:
/// what can't be read is left out.
/// </summary>
internal sealed record FaultListQuery(bool Ended, Severity? Severity, FaultState? State, CommunityId? Community, string? TypeKey, bool OverdueOnly, string? Search, FaultSort Sort, int Page)
{
    public const int PageSize = 50;

    public static FaultListQuery Parse(string? view, string? severity, string? state, string? community, string? type, string? overdue, string? search, string? sort, string? page) => new(
        view == "ended",
        Enum.TryParse<Severity>(severity, ignoreCase: true, out var graded) && Enum.IsDefined(graded) ? graded : null,
        Enum.TryParse<FaultState>(state, ignoreCase: true, out var stands) && Enum.IsDefined(stands) ? stands : null,
        Number(community) is { } id ? new CommunityId(id) : null,
        string.IsNullOrWhiteSpace(type) ? null : type,
        overdue == "1",
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
        Enum.TryParse<FaultSort>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : FaultSort.Urgency,
        PageQuery.Number(page));

    public FaultFilter ToFilter() => new()
    {
        OpenOnly = !Ended,
        EndedOnly = Ended,
        Severity = Severity,
        State = State,
        Community = Community,
        TypeKey = TypeKey,
        OverdueOnly = OverdueOnly,
        Search = Search,
        Sort = Ended && Sort == FaultSort.Urgency ? FaultSort.ClosedAt : Sort,
        Descending = Ended && Sort == FaultSort.Urgency,
        Paging = new Paging((Page - 1) * PageSize, PageSize),
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
