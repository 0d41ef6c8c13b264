using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>What firm and insurer write to each other; papers are kept as soon as they are chosen.</summary>
public sealed partial class LetterCard
{
    private readonly List<(string Sha256, string Name)> _files = [];
    private string _key = Guid.NewGuid().ToString("N");
    private string _words = "";

    [Parameter, EditorRequired]
    public ClaimDetail Detail { get; set; } = default!;

    [Inject]
    private ClaimLetters Letters { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private Task AddAsync(InputFileChangeEventArgs chosen) => AskAsync(async caller =>
    {
        foreach (var file in chosen.GetMultipleFiles(ClaimLetter.MaximumFiles))
        {
            if (file.Size > ClaimLetters.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", ClaimLetters.MaximumBytes));
            using var bytes = new MemoryStream();
            await using (var stream = file.OpenReadStream(ClaimLetters.MaximumBytes)) await stream.CopyToAsync(bytes);
            var digest = await Letters.AddFileAsync(caller, Detail.Row.Id, file.Name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), CancellationToken.None);
            if (!_files.Exists(known => known.Sha256 == digest)) _files.Add((digest, file.Name));
        }
    });

    private Task SendAsync() => AskAsync(caller => Letters.WriteAsync(caller, _key, Detail.Row.Id, _words, [.. _files.Select(file => file.Sha256)], CancellationToken.None), () =>
    {
        _files.Clear();
        (_words, _key) = ("", Guid.NewGuid().ToString("N"));
    });
}
