using Facilities.Storage.Relational.Complaints;

namespace Facilities.Dashboard.Api;

/// <summary>A file of hotline records.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">Where it is.</param>
/// <param name="Encoding">That was found.</param>
/// <param name="Headings">Of its columns, after the upload.</param>
/// <param name="Mapping">Heading by field: remembered, guessed, or as it was started.</param>
/// <param name="Read">Rows dealt with.</param>
/// <param name="Added">New ones.</param>
/// <param name="Known">Known before.</param>
/// <param name="Refused">Refused ones.</param>
/// <param name="Waiting">Of the new ones, those that wait for a person; counted at the end.</param>
/// <param name="Share">Of the file, 0 to 1.</param>
/// <param name="Problem">Why it failed.</param>
internal sealed record ComplaintImportAnswer(
    int Id, ComplaintImportState State, string Encoding, IReadOnlyList<string> Headings, IReadOnlyDictionary<string, string> Mapping, int Read, int Added, int Known, int Refused, int Waiting, double Share, string? Problem)
{
    public static ComplaintImportAnswer Of(ComplaintImport import, IReadOnlyList<string> headings) => new(
        import.Id.Value, import.State, import.Encoding, headings, import.Mapping, import.Read, import.Added, import.Known, import.Refused, import.Waiting, import.Bytes == 0 ? 0 : (double)import.ReadBytes / import.Bytes, import.Problem);
}
