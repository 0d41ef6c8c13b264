using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Sampling;
using Facilities.Operations.Crew;
using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>What was found on the spot; photos are kept as soon as they are chosen, the words are said once.</summary>
public sealed partial class SpotCheckForm
{
    private SpotCheckResult? _result;
    private string _note = "";

    [Parameter, EditorRequired]
    public SpotCheckId Check { get; set; }

    [Inject]
    private SpotChecks Checks { get; set; } = default!;

    private Task AddAsync(InputFileChangeEventArgs chosen) => AskAsync(async caller =>
    {
        foreach (var file in chosen.GetMultipleFiles(Attachments.MaximumFiles))
        {
            if (file.Size > FaultFiles.MaximumBytes) throw new RuleViolation(Operations.OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
            using var bytes = new MemoryStream();
            await using (var stream = file.OpenReadStream(FaultFiles.MaximumBytes)) await stream.CopyToAsync(bytes);
            await Checks.AddPhotoAsync(caller, Check, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), CancellationToken.None);
        }
    });

    private Task SendAsync() => _result is { } result ? AskAsync(caller => Checks.RecordAsync(caller, Check, result, _note, CancellationToken.None)) : Task.CompletedTask;
}
