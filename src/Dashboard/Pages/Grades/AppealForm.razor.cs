using Facilities.Domain;
using Facilities.Operations.Grades;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Grades;

/// <summary>The firm's appeal against a closed month.</summary>
public sealed partial class AppealForm
{
    private string _reason = "";

    [Parameter, EditorRequired]
    public CommunityId Community { get; set; }

    /// <summary>First day.</summary>
    [Parameter, EditorRequired]
    public DateOnly Month { get; set; }

    [Inject]
    private GradeAppeals Appeals { get; set; } = default!;

    private Task SendAsync() => AskAsync(caller => Appeals.RaiseAsync(caller, Community, Month, _reason, CancellationToken.None), () => _reason = "");
}
