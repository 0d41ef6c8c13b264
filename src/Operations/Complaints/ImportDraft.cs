using Facilities.Storage.Relational.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>A file that has come, before anything is taken from it.</summary>
/// <param name="Import">Its number, name, size and encoding, and the mapping: that of the source's last import where its headings are there, else a guess.</param>
/// <param name="Headings">Of its columns.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Remembered">The mapping is that of the last import.</param>
public sealed record ImportDraft(ComplaintImport Import, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, bool Remembered);
