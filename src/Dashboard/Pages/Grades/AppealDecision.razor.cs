using Facilities.Domain.Grades;
using Facilities.Operations.Grades;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Grades;

/// <summary>The reviewer's decision on an appeal: it stands, or the month shows something better; with a reason either way.</summary>
public sealed partial class AppealDecision
{
    private string _words = "";

    [Parameter, EditorRequired]
    public GradeAppealRow Appeal { get; set; } = default!;

    [Inject]
    private GradeAppeals Appeals { get; set; } = default!;

    private IEnumerable<Grade> Better => Enum.GetValues<Grade>().Where(grade => grade > Appeal.Shown);

    private Task DecideAsync(Grade? granted) => AskAsync(caller => Appeals.DecideAsync(caller, Appeal.Id, granted, _words, CancellationToken.None));
}
