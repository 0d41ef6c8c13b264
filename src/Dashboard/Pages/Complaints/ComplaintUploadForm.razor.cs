using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>Brings a file; larger ones come by the API, which doesn't pass through the page.</summary>
public sealed partial class ComplaintUploadForm
{
    private const int MaximumMegabytes = 100;
    private const long MaximumBytes = MaximumMegabytes * 1024L * 1024;

    private string _source = "12345";

    [Inject]
    private ComplaintImports Imports { get; set; } = default!;

    private Task UploadAsync(InputFileChangeEventArgs chosen) => AskAsync(async caller =>
    {
        if (chosen.File.Size > MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", MaximumBytes));
        await using var stream = chosen.File.OpenReadStream(MaximumBytes);
        await Imports.UploadAsync(caller, _source, chosen.File.Name, stream, CancellationToken.None);
    });
}
