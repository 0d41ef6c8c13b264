using Facilities.Domain.Assets;
using Facilities.Domain.Funds;
using Facilities.Storage.Relational.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class LedgerConfiguration : IEntityTypeConfiguration<LedgerEntry>, IEntityTypeConfiguration<LedgerDocument>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.Property(entry => entry.Fact).HasMaxLength(100);
        builder.Property(entry => entry.Words).HasMaxLength(LedgerEntry.MaximumWords);
        builder.Property(entry => entry.Document).HasMaxLength(64);
        builder.HasIndex(entry => new { entry.CommunityId, entry.On });
        // A fact is booked once, an entry reversed once, whoever is quicker.
        builder.HasIndex(entry => entry.Fact).IsUnique();
        builder.HasIndex(entry => entry.Reverses).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(entry => entry.CommunityId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LedgerDocument> builder)
    {
        builder.ToTable("ledger_documents");
        builder.HasKey(file => new { file.CommunityId, file.Sha256 });
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.Name).HasMaxLength(ClaimFile.NameLength);
        builder.Property(file => file.MediaType).HasMaxLength(64);
        builder.HasOne<Community>().WithMany().HasForeignKey(file => file.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
